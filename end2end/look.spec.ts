// WCAG 2.2 AA by axe, on every page, in light and dark. Axe is a script with timers and runs where JavaScript is on;
// the pages are the same without.
import {
  axe, clinician, expect, item, publish, publishComment, publishPost, review, signUp, test, underlined, unique, write,
} from "./support";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "axe is a script");

for (const path of [
  "/", "/spaces", "/spaces/cardiology", "/sign-in", "/sign-up", "/reset", "/privacy", "/guidelines", "/units",
  "/no-such-page", "/dashboard",
]) {
  test(`a visitor at ${path}`, async ({ page }) => {
    await page.goto(path);
    await axe(page);
  });
}

test("a visitor at a thread and a profile", async ({ page }) => {
  await page.goto("/spaces/pulmonology");
  await page.locator(".post-title a").first().click();
  await expect(page.locator(".thread")).toBeVisible();
  await axe(page);
  await page.locator(".thread a.author").first().click();
  await expect(page.locator(".profile-head")).toBeVisible();
  await axe(page);
});

test("forms with faults", async ({ page }) => {
  for (const [path, button] of [
    ["/sign-up", "Create the account"],
    ["/sign-in", "Sign in"],
    ["/reset", "Set the new password"],
  ]) {
    await page.goto(path);
    await page.getByRole("main").getByRole("button", { name: button }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await axe(page);
  }
});

test("a new member: recovery code, empty dashboard, new persona, account, no drafts", async ({ page }) => {
  await signUp(page);
  await axe(page);
  for (const path of ["/dashboard", "/dashboard/personas/new", "/account", "/drafts", "/compose"]) {
    await page.goto(path);
    await axe(page);
  }
});

test("a member with a persona: dashboard, own profile, deleting it, waiting for the next", async ({ page }) => {
  await clinician(page);
  for (const path of [
    "/dashboard?made=1", "/dashboard/personas/1", "/dashboard/personas/1/delete", "/dashboard/personas/new",
  ]) {
    await page.goto(path);
    await axe(page);
  }
  await page.goto("/dashboard/personas/1/delete");
  await page.getByRole("button", { name: /^Delete Anon#/ }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await axe(page);
});

test("a member who writes: composer with marks and with faults, review, drafts", async ({ page, context }) => {
  await clinician(page);
  const body = "Call me on 555-867-5309, I am 94. Dr. Bellandi saw a 47-year-old judge with Fabry disease in Ohio.";
  await write(page, { title: "Short", body });
  await expect(underlined(page).filter({ hasText: "Bellandi" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "This does not identify anyone (Bellandi)" }).click();
  await expect(page.getByText("Kept at your request")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await axe(page);
  await page.getByLabel("Title", { exact: true }).fill(unique("Long enough"));
  await review(page);
  await axe(page);
  await page.goto("/drafts?scheduled=1");
  await axe(page);
  await page.locator("h2 a").first().click();
  await expect(page.getByLabel("Text", { exact: true })).toBeVisible();
  await context.clearCookies();
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("heading", { name: "Your session has ended, but your text is still here" })).toBeVisible();
  await axe(page);
});

test("a member in a thread: reading, menu open, correcting, deleting, what is corrected", async ({ page, someone }) => {
  await clinician(page);
  const post = await publishPost(page, { title: unique("A near miss"), body: "1. One\n2. Two\n\n> Said\n\nAnd `this`." });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(post.thread);
  const comment = await publishComment(reader, "I would read it back aloud, every time.");
  await reader.goto(post.thread);
  await item(reader, post).getByRole("button", { name: "Helpful: the post", exact: true }).click();
  await expect(item(reader, post).locator("data")).toHaveText("1 vote");
  await axe(reader);

  await page.goto(`/compose?post=${post.thread.split("/").pop()}&parent=${comment.item}`);
  await axe(page);
  await page.goto(`/items/${post.item}/delete`);
  await axe(page);
  await page.goto(`/items/${post.item}/correct`);
  await axe(page);
  await page.getByLabel("What you corrected").fill("Another wording");
  await review(page);
  await axe(page);
  await publish(page);
  await page.getByRole("link", { name: "What changed" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Corrections");
  await axe(page);
  await page.goto(post.thread);
  await page.getByRole("banner").locator("summary").click();
  await axe(page);
  await page.goto(`/items/${post.item}/delete`);
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByRole("main")).toContainText("Deleted by its author.");
  await axe(page);
});
