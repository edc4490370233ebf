// Comments answer a post, replies answer a comment, and deeper it does not go.
import { clinician, expect, item, publish, publishComment, publishPost, review, test, unique } from "./support";

test("a comment goes through the same review and stands below the post", async ({ page, someone }) => {
  await clinician(page);
  const post = await publishPost(page, { title: unique("How do you hand over?") });
  const colleague = await someone();
  const member = await clinician(colleague);
  await colleague.goto(post.thread);
  await expect(colleague.locator(".composer-head")).toContainText(`You comment as ${member.handle}`);
  await colleague.getByLabel("Your comment").fill("Write to me: ada@clinic.example. We read it back aloud.");
  await review(colleague, `Check, then publish as ${member.handle}`);
  await expect(colleague.getByRole("heading", { name: "One thing will be removed" })).toBeVisible();
  await expect(colleague.locator(".summary-list")).toContainText("A comment");
  const comment = await publish(colleague);
  expect(comment.thread).toBe(post.thread);

  const visitor = await someone();
  await visitor.goto(post.thread);
  await expect(visitor.getByRole("heading", { name: "1 comment", exact: true })).toBeVisible();
  await expect(item(visitor, comment)).toContainText("Write to me: [e-mail address]. We read it back aloud.");
  await expect(item(visitor, comment).locator(".author-line")).toContainText(member.handle);
});

test("a reply stands below its comment, and a reply to a reply beside it", async ({ page, someone }) => {
  const asker = await clinician(page);
  const post = await publishPost(page, { title: unique("Which leads do you read first?") });
  const colleague = await someone();
  const member = await clinician(colleague);
  await colleague.goto(post.thread);
  const comment = await publishComment(colleague, "The ones that look normal at first.");

  await page.goto(post.thread);
  await item(page, comment).getByRole("link", { name: `Reply to ${member.handle}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write a comment");
  await page.getByLabel("Text", { exact: true }).fill("And which do you read second?");
  await review(page);
  await expect(page.locator(".summary-list")).toContainText("A reply");
  const reply = await publish(page);

  await colleague.goto(post.thread);
  await item(colleague, reply).getByRole("link", { name: `Reply to ${asker.handle}` }).click();
  await colleague.getByLabel("Text", { exact: true }).fill("The ones I was told to look at.");
  await review(colleague);
  const deeper = await publish(colleague);

  const replies = colleague.locator(".comments > li", { has: item(colleague, comment) }).locator(".replies > li");
  await expect(replies).toHaveCount(2);
  await expect(replies.locator(item(colleague, reply))).toContainText("Asked this");
  await expect(replies.locator(item(colleague, deeper))).toContainText("The ones I was told to look at.");
  await expect(colleague.locator(".replies .replies")).toHaveCount(0);
  await expect(colleague.getByRole("heading", { name: "3 comments" })).toBeVisible();
});

test("a comment that is too short comes back to the thread with its words", async ({ page }) => {
  await clinician(page);
  await publishPost(page, { title: unique("Which leads do you read first?") });
  await page.getByLabel("Your comment").fill("Yes");
  await page.getByRole("button", { name: /^Check, then publish as / }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("Write at least 10 characters.");
  await expect(page.getByLabel("Your comment")).toHaveValue("Yes");
  await page.getByRole("alert").getByRole("link").click();
  await expect(page.getByLabel("Your comment")).toBeFocused();
});

test("a deleted comment leaves an empty place with its replies below", async ({ page, someone }) => {
  const asker = await clinician(page);
  const post = await publishPost(page, { title: unique("Which leads do you read first?") });
  const comment = await publishComment(page, "Words that are taken back later.");
  await item(page, comment).getByRole("link", { name: `Reply to ${asker.handle}` }).click();
  await page.getByLabel("Text", { exact: true }).fill("Words that stay where they are.");
  await review(page);
  const reply = await publish(page);
  await item(page, comment).getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page).toHaveURL(post.thread);
  const visitor = await someone();
  await visitor.goto(post.thread);
  await expect(item(visitor, comment)).toContainText("Deleted by its author.");
  await expect(item(visitor, reply)).toContainText("Words that stay where they are.");
  expect(await visitor.content()).not.toContain("Words that are taken back");
});
