// Everybody may read: every page has a title and one main heading, works by keyboard, on a narrow phone and on paper.
import { type Page } from "@playwright/test";
import {
  clinician, expect, publishComment, publishPost, review, signUp, tabTo, test, unique, write,
} from "./support";

/** Pages that everybody may read, the first thread and its author among them. */
async function publicPages(page: Page): Promise<string[]> {
  await page.goto("/spaces/pulmonology");
  const thread = await page.locator(".post-title a").first().getAttribute("href");
  const author = await page.locator("a.author").first().getAttribute("href");
  const fixed = ["/", "/spaces", "/spaces/pulmonology", "/sign-in", "/sign-up", "/reset", "/privacy", "/guidelines"];
  return [...fixed, "/units", "/no-such-page", thread ?? "", author ?? ""];
}

test("a visitor reads the feed, a space, a thread and a profile", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("Clinicians speaking freely · Uniting Doctors");
  await expect(page.locator(".feed > li")).toHaveCount(20);

  await page.goto("/spaces");
  await page.getByRole("link", { name: "Pulmonology", exact: true }).click();
  await expect(page).toHaveTitle("Pulmonology · Uniting Doctors");
  const title = "I missed alpha-1 antitrypsin deficiency for three years, and I am the lung specialist";
  await page.getByRole("link", { name: title }).click();
  await expect(page).toHaveTitle(`${title} · Uniting Doctors`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.locator(".comments > li")).toHaveCount(4);
  await expect(page.locator(".replies").first()).toBeVisible();

  await page.locator(".thread a.author").first().click();
  await expect(page).toHaveTitle("Profile · Uniting Doctors");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Anon#[0-9a-f]{4,}$/);
  await expect(page.getByRole("main")).toContainText(/Joined\s*[A-Z][a-z]+ \d{4}/);
});

test("the feed goes on on the next page, without a post twice", async ({ page }) => {
  await page.goto("/");
  const first = await page.locator(".post-title a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await page.getByRole("link", { name: "Earlier posts" }).click();
  await expect(page).toHaveURL(/\?after=/);
  const second = await page.locator(".post-title a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((href) => first.includes(href))).toEqual([]);
});

test("every page has a title, one main heading, and answers as it should", async ({ page }) => {
  const titles = new Set<string>();
  for (const path of await publicPages(page)) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(path === "/no-such-page" ? 404 : 200);
    await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(12);
});

test("what needs an account says so and leads to signing in", async ({ page }) => {
  for (const path of ["/dashboard", "/account", "/drafts", "/compose", "/dashboard/personas/new"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(401);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
    await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  }
});

test("the first press of Tab leads to the content", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Create an account" })).toBeFocused();
});

test("a post is written, reviewed and published with the keyboard alone", async ({ page }) => {
  await clinician(page);
  await page.goto("/compose");
  await tabTo(page, page.getByLabel("Space", { exact: true }));
  await page.keyboard.type("Card");
  await tabTo(page, page.getByLabel("Title", { exact: true }));
  await page.keyboard.type(unique("Written without a mouse"));
  await tabTo(page, page.getByLabel("Text", { exact: true }));
  await page.keyboard.type("Every step of this was done with the keyboard.");
  await tabTo(page, page.getByRole("button", { name: "Continue to review" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check before you publish");
  await tabTo(page, page.getByRole("button", { name: /^Publish as / }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/posts\//);
  await expect(page.locator(".thread")).toContainText("Every step of this was done with the keyboard.");
});

test("Enter in the title continues to the review, whatever the first button is", async ({ page }) => {
  await clinician(page);
  await write(page, { title: unique("Enter means go on"), body: "Nothing is changed by pressing Enter in a field." });
  await page.getByLabel("Title", { exact: true }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check before you publish");
});

test.describe("320 pixels wide", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  const fits = async (page: Page, path: string) => {
    await page.goto(path);
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  };

  test("no public page scrolls sideways", async ({ page }) => {
    for (const path of await publicPages(page)) await fits(page, path);
  });

  test("no page of a member scrolls sideways", async ({ page }) => {
    await clinician(page);
    const { thread, item } = await publishPost(page, {
      title: unique("A_title_without_any_space_that_goes_on_and_on_and_on_and_on_and_on"),
      body: "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(4),
    });
    await publishComment(page, "A comment below it, which is also long enough to wrap.");
    await write(page, { title: unique("For the review"), body: "Reach me at 555-867-5309, please." });
    await review(page);
    const draft = new URL(page.url()).pathname;
    const own = ["/dashboard", "/dashboard/personas/new", "/dashboard/personas/1", "/dashboard/personas/1/delete"];
    const written = [thread, draft, `/compose?draft=${draft.split("/").pop()}`, `/items/${item}/correct`];
    for (const path of [...own, ...written, `/items/${item}/delete`, "/compose", "/drafts", "/account", "/"]) {
      await fits(page, path);
    }
  });
});

test("a thread prints without what only a screen can do", async ({ page }) => {
  await page.goto("/spaces/pulmonology");
  await page.locator(".post-title a").first().click();
  await expect(page.locator(".thread")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.locator(".site-footer")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".words").first()).toBeVisible();
  await expect(page.locator(".author-line").first()).toBeVisible();
  expect((await page.pdf()).length).toBeGreaterThan(5_000);
});

test("the recovery code prints", async ({ page }) => {
  await signUp(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".code-once")).toBeVisible();
  await expect(page.getByRole("banner")).toBeHidden();
});
