// One vote for each member and item, which can be changed and taken back. It moves the author's score, and nobody sees
// whose vote it was.
import { type Page } from "@playwright/test";
import { clinician, expect, item, publishPost, speakAs, test, unique } from "./support";

/** The exact score of one's persona. */
async function score(page: Page): Promise<string> {
  await page.goto("/dashboard");
  const facts = page.locator(".persona-card .facts > div", { hasText: "Reputation" });
  return facts.locator("dd").innerText();
}

test("a vote is given, changed and taken back, and the author's exact score follows", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("What helped me think") });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  const post = item(reader, published);
  const votes = post.locator("data");
  const up = post.getByRole("button", { name: "Helpful: the post", exact: true });
  const down = post.getByRole("button", { name: "Not helpful: the post" });
  await expect(votes).toHaveText("0 votes");
  expect(await score(page)).toBe("500");

  await up.click();
  await expect(reader).toHaveURL(`${published.thread}#item-${published.item}`);
  await expect(votes).toHaveText("1 vote");
  const given = post.getByRole("button", { name: /^Take back “Helpful”: the post/ });
  await expect(given).toHaveAttribute("aria-pressed", "true");
  expect(await score(page)).toBe("501");

  await down.click();
  await expect(votes).toHaveText("-1 votes");
  await expect(up).toHaveAttribute("aria-pressed", "false");
  // A new author is spared: losses of quality do not count in the first days.
  expect(await score(page)).toBe("500");

  await post.getByRole("button", { name: /^Take back “Not helpful”: the post/ }).click();
  await expect(votes).toHaveText("0 votes");
  await expect(up).toHaveAttribute("aria-pressed", "false");
  await expect(down).toHaveAttribute("aria-pressed", "false");
  expect(await score(page)).toBe("500");
});

test("what the public sees of a score does not move with a vote", async ({ page, someone }) => {
  const author = await clinician(page);
  const published = await publishPost(page, { title: unique("What helped me think") });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  await item(reader, published).getByRole("button", { name: "Helpful: the post", exact: true }).click();
  await expect(item(reader, published).locator("data")).toHaveText("1 vote");
  expect(await score(page)).toBe("501");

  await item(reader, published).getByRole("link", { name: author.handle }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(author.handle);
  await expect(reader.getByRole("main")).toContainText("500 reputation");
  await expect(reader.getByRole("main")).not.toContainText("501");
  // The owner sees both: the exact score, and what the public sees.
  await page.goto("/dashboard/personas/1");
  await expect(page.getByRole("main")).toContainText("Only you see this: 501 points exactly.");
  await expect(page.getByRole("main")).toContainText("500 reputation");
});

test("another identity of the same member has no second vote", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("What helped me think") });
  const reader = await someone();
  const member = await clinician(reader);
  await reader.goto(published.thread);
  const post = item(reader, published);
  await post.getByRole("button", { name: "Helpful: the post", exact: true }).click();
  await expect(post.locator("data")).toHaveText("1 vote");
  await speakAs(reader, member.name);
  await reader.goto(published.thread);
  await expect(post.getByRole("button", { name: /^Take back “Helpful”: the post/ })).toBeVisible();
  await expect(post.locator("data")).toHaveText("1 vote");
});

test("nobody votes on their own words, under whichever identity, and a visitor not at all", async ({ page, someone }) => {
  const member = await clinician(page);
  const published = await publishPost(page, { title: unique("My own words") });
  await expect(item(page, published)).toContainText("Yours");
  await expect(page.getByRole("button", { name: /(^| )(Helpful|Not helpful)/ })).toHaveCount(0);
  await speakAs(page, member.name);
  await page.goto(published.thread);
  await expect(item(page, published)).toContainText("Yours");
  await expect(page.getByRole("button", { name: /(^| )(Helpful|Not helpful)/ })).toHaveCount(0);

  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(visitor.getByRole("button", { name: /(^| )(Helpful|Not helpful)/ })).toHaveCount(0);
  await expect(visitor.getByRole("main")).toContainText("Sign in to comment or vote.");
});

test("a vote on a page that has grown old says what happened", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("Soon to be deleted") });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  await item(page, published).getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page).toHaveURL(published.thread);
  await item(reader, published).getByRole("button", { name: "Helpful: the post", exact: true }).click();
  await expect(reader.getByRole("alert")).toContainText("This is no longer there.");
});
