// An author may keep a finding by saying that it identifies nobody, which is recorded; a direct identifier cannot be
// kept. Hints come first, and only the author sees them.
import {
  clinician, expect, item, publish, publishPost, review, speakAs, test, underlined, unique, write,
} from "./support";
import { type Locator, type Page } from "@playwright/test";

const SENTENCE = "I spoke with Dr. Bellandi at Mercy Hospital in Peoria.";
/** A space in which no other spec looks through the latest posts. */
const space = "neurology";
const KEEP = "This does not identify anyone";

const text = (page: Page): Locator => page.getByLabel("Text", { exact: true });
const island = (page: Page): Locator => page.locator("leptos-island section");

/** The marks that the form carries. */
async function carried(page: Page): Promise<string[]> {
  const marks: { text: string }[] = JSON.parse((await page.locator("#exemptions").inputValue()) || "[]");
  return marks.map((mark) => mark.text);
}

test("on the review page a name is kept, removed after all, and kept again; readers see what was kept", async ({
  page,
  someone,
}) => {
  await clinician(page);
  await write(page, { space, title: unique("What I learned from a colleague"), body: SENTENCE });
  await review(page);
  await expect(page.getByRole("heading", { name: "3 things will be removed" })).toBeVisible();
  await page.getByRole("button", { name: `${KEEP} (Bellandi)` }).click();
  await expect(page).toHaveURL(/\/drafts\/[0-9a-f-]+#finding-1$/);
  await expect(page.getByRole("heading", { name: "2 things will be removed" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Kept at your request" })).toBeVisible();
  await expect(page.locator("mark.finding-kept")).toHaveText("Bellandi1");
  const preview = page.locator("article.review-text .words");
  await expect(preview).toContainText("I spoke with Dr. Bellandi at [");

  await page.getByRole("button", { name: "Remove it after all (Bellandi)" }).click();
  await expect(page.getByRole("heading", { name: "3 things will be removed" })).toBeVisible();
  await expect(preview).not.toContainText("Bellandi");
  await page.getByRole("button", { name: `${KEEP} (Bellandi)` }).click();
  await page.getByRole("button", { name: `${KEEP} (Peoria)` }).click();
  await expect(page.getByRole("heading", { name: "One thing will be removed" })).toBeVisible();

  const published = await publish(page);
  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(item(visitor, published)).toContainText(/I spoke with Dr\. Bellandi at \[.*in Peoria\./);
  await expect(item(visitor, published)).not.toContainText("Mercy");

  // A correction begins with what was kept.
  await page.goto(`/items/${published.item}/correct`);
  await page.getByLabel("What you corrected").fill("Said it more kindly");
  await review(page);
  await expect(page.locator("mark.finding-kept")).toHaveCount(2);
});

test("a direct identifier has no such button, on either page", async ({ page, javaScriptEnabled }) => {
  await clinician(page);
  await write(page, { space, title: unique("A question of dose"), body: "Call me on 555-867-5309, seen on 3 March 2025." });
  if (javaScriptEnabled) {
    await expect(underlined(page)).toHaveCount(2);
    await expect(island(page).getByRole("button", { name: "Replace (555-867-5309)" })).toBeVisible();
    await expect(page.getByRole("button", { name: new RegExp(KEEP) })).toHaveCount(0);
  }
  await review(page);
  await expect(page.getByRole("heading", { name: "2 things will be removed" })).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(KEEP) })).toHaveCount(0);
});

test("with JavaScript, a finding is kept while one types, and the draft and the review know", async ({
  page,
  javaScriptEnabled,
}) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  const title = unique("What I learned from a colleague");
  await write(page, { space, title, body: SENTENCE });
  await expect(underlined(page)).toHaveCount(3);
  await island(page).getByRole("button", { name: `${KEEP} (Bellandi)` }).click();
  await island(page).getByRole("button", { name: `${KEEP} (Peoria)` }).click();
  await expect(island(page).getByRole("heading", { name: "One thing will be removed" })).toBeVisible();
  await expect(page.locator(".text-marks mark.finding-kept")).toHaveText(["Bellandi", "Peoria"]);
  expect(await carried(page)).toEqual(["Peoria", "Bellandi"]);
  await island(page).getByRole("button", { name: "Remove it after all (Peoria)" }).click();
  expect(await carried(page)).toEqual(["Bellandi"]);

  // As a draft, under another identity, and where the form comes back.
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await page.getByRole("link", { name: title }).click();
  await expect(page.locator(".text-marks mark.finding-kept")).toHaveText(["Bellandi"]);
  await page.getByLabel("Title", { exact: true }).fill("Short");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toContainText("at least 8 characters");
  await expect(page.locator(".text-marks mark.finding-kept")).toHaveText(["Bellandi"]);
  await page.getByLabel("Title", { exact: true }).fill(title);
  await review(page);
  await expect(page.locator("mark.finding-kept")).toHaveText(["Bellandi1"]);
  await expect(page.getByRole("heading", { name: "2 things will be removed" })).toBeVisible();
  await page.goto("/drafts");
  await expect(page.getByRole("link", { name: title })).toHaveCount(1);
});

test("with JavaScript, a finding is replaced where it stands, in title and text, and can be undone", async ({
  page,
  javaScriptEnabled,
}) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  const before = "\u{1F600} Ask \u00e9t\u00e9.\nCall me on 555-867-5309, or ada@clinic.example.";
  await write(page, { space, title: "Call 614-555-0133 about it", body: before });
  await expect(underlined(page)).toHaveCount(2);
  await island(page).getByRole("button", { name: "Replace (555-867-5309)" }).click();
  await expect(text(page)).toHaveValue(before.replace("555-867-5309", "[phone number]"));
  await expect(underlined(page)).toHaveCount(1);
  await text(page).press("Control+z");
  await expect(text(page)).toHaveValue(before);
  await expect(underlined(page)).toHaveCount(2);
  await island(page).getByRole("button", { name: "Replace (614-555-0133)" }).click();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Call [phone number] about it");

  // By keyboard the focus stays with the findings, until there are none.
  for (const words of ["555-867-5309", "ada@clinic.example"]) {
    const button = island(page).getByRole("button", { name: `Replace (${words})` });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(button).toHaveCount(0);
    await expect(text(page)).not.toBeFocused();
  }
  await expect(page.locator("#findings-title")).toBeFocused();
  await expect(island(page).getByRole("heading", { name: "The check finds nothing to remove" })).toBeVisible();
});

test("with JavaScript, the underlines lie under their words, scrolled or not", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  const line = "Some words to wrap over several lines, as long as one likes, with a number in between: 555-867-5309. ";
  await write(page, { space, title: unique("A long one"), body: `${line.repeat(30)}\n\n${line}\n` });
  await expect(underlined(page)).toHaveCount(31);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await text(page).evaluate((area) => area.scrollTo(0, area.scrollHeight));
    const measures = (selector: string) =>
      page.locator(selector).evaluate((box) => {
        const { fontFamily, fontSize, lineHeight, paddingLeft } = getComputedStyle(box);
        const { x, y, width, height } = box.getBoundingClientRect();
        const inner = [box.clientWidth, box.scrollHeight, box.scrollTop];
        return { fontFamily, fontSize, lineHeight, paddingLeft, x, y, width, height, inner };
      });
    await expect.poll(() => measures(".text-marks")).toEqual(await measures("#body"));
  }
});

test("with JavaScript, the lists are awaited calmly, and missed calmly", async ({ page, javaScriptEnabled, watch }) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/lists\.bin/, async (route) => {
    await asked;
    await route.abort();
  });
  watch.allow(/Failed to load resource: net::ERR_FAILED/);
  await page.goto("/compose");
  await expect(island(page)).toContainText("Names, places and institutions are being loaded");
  answer();
  await expect(island(page)).toContainText("Names, places and institutions will be checked after you continue.");
  await text(page).fill("Call me on 555-867-5309.");
  await expect(underlined(page)).toHaveCount(1);

  await page.unroute(/\/lists\.bin/);
  await page.goto("/compose");
  await expect(island(page)).toContainText("The check finds nothing to remove");
  await expect(island(page).getByText(/^Names, places and institutions/)).toBeHidden();
});

test("hints name what could be recognised, on the author's pages and nowhere else", async ({
  page,
  someone,
  javaScriptEnabled,
}) => {
  const member = await clinician(page);
  const said = "We wrote down who calls back, who reads it aloud, and who asks again tomorrow morning.";
  await speakAs(page, member.name);
  member.identified = true;
  await publishPost(page, { space, title: unique("What we changed"), body: said });
  await speakAs(page, member.handle);
  const body = `Ask ${member.surname}. Fabry disease in Ohio, in a 47-year-old judge. ${said}`;
  await write(page, { space, title: unique("A rare one"), body });
  const hints = page.locator(".hints");
  const own = "This is your own name, or part of it.";
  if (javaScriptEnabled) {
    await expect(hints).toContainText(own);
    await expect(hints).toContainText("Leave out where and when");
    await expect(hints).toContainText("middle-aged");
  }
  await review(page);
  await expect(hints.getByRole("heading", { name: "Could someone be recognised?" })).toBeVisible();
  await expect(hints.getByRole("listitem")).toHaveCount(4);
  for (const advice of [own, "under your real name", "Leave out where and when", "middle-aged"]) {
    await expect(hints).toContainText(advice);
  }
  const published = await publish(page);
  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(visitor.locator("body")).not.toContainText("recognised");

  // Under the real name there is nothing left to give away about oneself.
  await speakAs(page, member.name);
  await write(page, { space, title: unique("By name"), body: `Ask ${member.surname} about it.` });
  if (javaScriptEnabled) await expect(island(page)).toContainText("of 10,000 characters");
  await expect(hints).toBeHidden();
  await review(page);
  await expect(hints).toHaveCount(0);
});
