// A post: who speaks is never in doubt, what identifies is shown and removed, and no word is lost on the way.
import {
  PASSWORD, clinician, expect, item, publish, publishPost, review, signIn, speakAs, speakingAs, test, unique, write,
} from "./support";

const IDENTIFYING =
  "Call me on 555-867-5309 or write to ada@clinic.example. She was seen on 3 March 2025, MRN 8834921, aged 94.";
const REMOVED = ["555-867-5309", "ada@clinic.example", "3 March", "8834921", "94"];

test("whom one speaks as stands in the header, in the composer and in a sentence above the button", async ({ page }) => {
  const member = await clinician(page);
  await write(page, { title: unique("A near miss at handover"), body: "We nearly gave the dose twice." });
  await expect(speakingAs(page)).toContainText(`Speaking as ${member.handle}`);
  await expect(page.locator(".composer-head")).toContainText(`You write as ${member.handle}`);
  await review(page);
  await expect(speakingAs(page)).toContainText(`Speaking as ${member.handle}`);
  await expect(page.locator(".publish-as")).toContainText(`You are about to publish as ${member.handle}, a persona.`);
  await expect(page.locator(".publish-as")).toContainText("Your name is not shown.");
  await expect(page.getByRole("button", { name: `Publish as ${member.handle}` })).toBeVisible();
});

test("under the real name every step says so, and the thread is marked", async ({ page, someone }) => {
  const member = await clinician(page);
  await speakAs(page, member.name);
  await write(page, { title: unique("Our new handover sheet"), body: "We changed three things, and you may copy them." });
  await expect(page.locator(".composer-head")).toContainText(`You write as ${member.name} Identified`);
  await review(page);
  await expect(page.locator(".publish-as")).toContainText("with your real name and credential");
  member.identified = true;
  const published = await publish(page);
  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(item(visitor, published).locator(".author-line")).toContainText(`${member.name}Identified`);
  await expect(visitor.locator("body")).not.toContainText(member.handle);
});

test("choosing another identity in the composer keeps the text and changes the whole page", async ({ page }) => {
  const member = await clinician(page);
  await write(page, { title: "Half a title", body: "half a text" });
  await page.getByRole("group", { name: "Who speaks" }).getByRole("button", { name: member.name }).click();
  await expect(page.locator(".composer-head")).toContainText(`You write as ${member.name}`);
  await expect(speakingAs(page)).toContainText(member.name);
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Half a title");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("half a text");
  await expect(page.getByLabel("Space", { exact: true })).toHaveValue("cardiology");
});

test("the review marks and explains what will be removed, and others read it without", async ({ page, someone }) => {
  await clinician(page);
  const title = unique("A near miss at handover");
  // A space of its own: the posts of one hour are in random order, and a page holds twenty.
  await write(page, { title, body: IDENTIFYING, space: "surgery" });
  await review(page);
  await expect(page.getByRole("heading", { name: "5 things will be removed" })).toBeVisible();
  await expect(page.locator("mark.finding")).toHaveCount(5);
  await expect(page.locator("ol.findings > li")).toHaveCount(5);
  await expect(page.locator("ol.findings")).toContainText("An e-mail address belongs to one person.");
  await expect(page.locator("ol.findings")).toContainText("Replaced by: [phone number]");
  await page.getByRole("link", { name: "Removal 3" }).click();
  await expect(page).toHaveURL(/#finding-3$/);
  const preview = page.locator("article.review-text .words");
  await expect(preview).toContainText("[phone number]");
  for (const gone of REMOVED) await expect(preview).not.toContainText(gone);

  const published = await publish(page);
  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(item(visitor, published)).toContainText(
    "Call me on [phone number] or write to [e-mail address]. She was seen on",
  );
  for (const gone of REMOVED) await expect(item(visitor, published).locator(".words")).not.toContainText(gone);
  await visitor.goto("/spaces/surgery");
  const card = visitor.locator("article.post", { hasText: title });
  await expect(card).toContainText("[phone number]");
  await expect(card.locator(".post-opening")).not.toContainText("867");
});

test("a post without faults of that kind says so, and carries the hour and nothing finer", async ({ page }) => {
  await clinician(page);
  await write(page, { title: unique("A question of dose"), body: "Do you lower the dose before an operation?" });
  await review(page);
  await expect(page.getByRole("heading", { name: "Nothing was found to remove" })).toBeVisible();
  await expect(page.locator(".summary-list")).toContainText("Immediately, with the hour");
  const published = await publish(page);
  await expect(item(page, published).locator("time")).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\dT\d\d:00Z$/);
  await expect(item(page, published).locator("time")).toHaveText(/, \d\d:00$/);
});

test("faults come back beside the fields with every word that was typed", async ({ page }) => {
  await clinician(page);
  await page.goto("/compose");
  await page.getByLabel("Title", { exact: true }).fill("Short");
  await page.getByLabel("Text", { exact: true }).fill("</textarea>");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("Choose a space.");
  await page.getByRole("alert").getByRole("link", { name: "Choose a space." }).click();
  await expect(page.getByLabel("Space", { exact: true })).toBeFocused();
  await page.getByLabel("Space", { exact: true }).selectOption("general");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toContainText("a title of at least 8 characters");
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Short");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("</textarea>");
  await expect(page.getByLabel("Space", { exact: true })).toHaveValue("general");
});

test("a draft is kept, gone on with from the list, and thrown away", async ({ page, someone }) => {
  await clinician(page);
  const title = unique("A thought for later");
  await write(page, { title, body: "Not yet ready, but already long enough." });
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await expect(page).toHaveURL("/drafts");
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue(title);
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("Not yet ready, but already long enough.");
  const address = page.url();

  // Nobody else can open it.
  const other = await someone();
  await clinician(other);
  await other.goto(address);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("There is no page here");

  await page.goto("/drafts");
  await page.getByRole("button", { name: "Throw away" }).click();
  await expect(page.getByRole("heading", { name: "No drafts" })).toBeVisible();
});

test("a text that goes through the review twice is published once", async ({ page, context }) => {
  await clinician(page);
  const title = unique("Is once enough?");
  await write(page, { title, body: "A second click must not publish it again." });
  await review(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await publish(page);
  await second.getByRole("button", { name: /^Publish as / }).click();
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  await page.goto("/dashboard/personas/1");
  await expect(page.locator("article.post", { hasText: title })).toHaveCount(1);
});

test("mixed publication waits where only its author sees it, and can be taken back", async ({ page, someone }) => {
  await clinician(page);
  const title = unique("Something for another hour");
  await write(page, { title, body: "It should say less about when I write." });
  await page.getByRole("radio", { name: /^Mixed/ }).check();
  await review(page);
  await expect(page.locator(".summary-list")).toContainText("At a random minute within the next three hours");
  await page.getByRole("button", { name: /^Publish as / }).click();
  await expect(page).toHaveURL("/drafts?scheduled=1");
  await expect(page.getByRole("status")).toContainText("It is on its way");
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  const visitor = await someone();
  await visitor.goto("/");
  await expect(visitor.locator("body")).not.toContainText(title);

  await page.getByRole("link", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page).toHaveURL("/drafts");
  await expect(page.locator("body")).not.toContainText(title);
});

test("a correction shows, with the wording before", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("A near miss"), body: "We gave twice ten, I believe." });
  await item(page, published).getByRole("link", { name: "Correct" }).click();
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("We gave twice ten, I believe.");
  await page.getByLabel("Text", { exact: true }).fill("We gave twice five, I am sure.");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toContainText("what you corrected");
  await page.getByLabel("What you corrected").fill("The dose was five");
  await review(page);
  await expect(page.locator(".summary-list")).toContainText("the earlier wording stays readable");
  await publish(page);

  const visitor = await someone();
  await visitor.goto(published.thread);
  const post = item(visitor, published);
  await expect(post.locator(".words").first()).toHaveText("We gave twice five, I am sure.");
  await expect(post).toContainText("Corrected once by the author");
  await expect(post).toContainText("The dose was five");
  await expect(post).not.toContainText("I believe");
  await post.getByRole("link", { name: "What changed" }).click();
  const compared = visitor.locator(".compared");
  await expect(compared.locator("del")).toContainText(["ten", "believe."]);
  await expect(compared.locator("ins")).toContainText(["five", "am sure."]);
});

test("a wording that could identify someone is forgotten when it is corrected", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("A rare case"), body: "The mayor of a small town came in." });
  await item(page, published).getByRole("link", { name: "Correct" }).click();
  await page.getByLabel("Text", { exact: true }).fill("A person with a public office came in.");
  await page.getByLabel("What you corrected").fill("Made it more general");
  await page.getByRole("checkbox", { name: /^Remove the earlier wording/ }).check();
  await review(page);
  await publish(page);
  const visitor = await someone();
  await visitor.goto(published.thread);
  expect(await visitor.content()).not.toContain("mayor");
  await expect(item(visitor, published)).toContainText("Corrected once by the author");
  await item(visitor, published).getByRole("link", { name: "What changed" }).click();
  await expect(visitor.getByRole("main")).toContainText("The earlier wording was removed");
  expect(await visitor.content()).not.toContain("mayor");
});

test("a deleted post leaves an empty place and no word", async ({ page, someone }) => {
  await clinician(page);
  const title = unique("A post I regret");
  const published = await publishPost(page, { title, body: "These words should not have been said." });
  await item(page, published).getByRole("link", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "This cannot be undone" })).toBeVisible();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page).toHaveURL(published.thread);
  const visitor = await someone();
  await visitor.goto(published.thread);
  await expect(item(visitor, published)).toContainText("Deleted by its author.");
  expect(await visitor.content()).not.toContain("These words");
  await visitor.goto("/spaces/cardiology");
  await expect(visitor.locator("body")).not.toContainText(title);
});

test("a session that ends while one writes loses no word and publishes nothing", async ({ page, context }) => {
  const member = await clinician(page);
  const title = unique("A doubt I have");
  await write(page, { title, body: "A long & careful text <about> a doubt." });
  await page.getByRole("radio", { name: /^Mixed/ }).check();
  await context.clearCookies();
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("heading", { name: "Your session has ended, but your text is still here" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("A long & careful text <about> a doubt.");

  await page.getByLabel("E-mail").fill(member.email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in and go on writing" }).click();
  await expect(page.getByRole("alert")).toContainText("The e-mail address and the password or recovery code do not match");
  await expect(page.getByRole("main")).toContainText("A long & careful text <about> a doubt.");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in and go on writing" }).click();

  await expect(page.locator(".composer-head")).toContainText(`You write as ${member.handle}`);
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue(title);
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("A long & careful text <about> a doubt.");
  await expect(page.getByLabel("Space", { exact: true })).toHaveValue("cardiology");
  await expect(page.getByRole("radio", { name: /^Mixed/ })).toBeChecked();
});

test("a comment survives the end of the session too", async ({ page, context }) => {
  const member = await clinician(page);
  const { thread } = await publishPost(page, { title: unique("A question about a rash") });
  await page.getByLabel("Your comment").fill("What I wanted to add before it ended.");
  await context.clearCookies();
  await page.getByRole("button", { name: /^Check, then publish as / }).click();
  await expect(page.getByRole("heading", { name: "Your session has ended, but your text is still here" })).toBeVisible();
  await page.getByLabel("E-mail").fill(member.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in and go on writing" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write a comment");
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("What I wanted to add before it ended.");
  await review(page);
  expect((await publish(page)).thread).toBe(thread);
});

test("signing in again leads back to one's own personas and drafts", async ({ page, context }) => {
  const member = await clinician(page);
  const title = unique("Kept for tomorrow");
  await write(page, { title, body: "I shall go on with this tomorrow." });
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await expect(page).toHaveURL("/drafts");
  await context.clearCookies();
  await signIn(page, member);
  await page.goto("/drafts");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await expect(page.locator(".post-facts")).toContainText(`As ${member.handle}`);
});
