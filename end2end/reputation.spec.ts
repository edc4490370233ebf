// What readers can do beyond a vote, and what the author can read about it: endorsing, accepting, saving, sharing,
// citing; the explanation of a score; the course.
import { type Page } from "@playwright/test";
import {
  PASSWORD, axe, clinician, expect, item, publishComment, publishPost, review, publish, speakingAs, test, unique,
  write,
} from "./support";

/** Signs in as the demo's moderator, a well-known account, and speaks as its persona with 800 points or more. */
async function expert(page: Page) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("moderator@demo.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(speakingAs(page)).toContainText("Anon#");
}

/** The ledger of the first persona. */
async function ledger(page: Page, score: string) {
  await page.goto("/dashboard/personas/1");
  await page.getByRole("link", { name: `Why ${score}?` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Why ${score}?`);
}

test("an expert endorses, and takes it back", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("What we changed at handover") });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  await expect(item(reader, published).getByRole("button", { name: /^Save/ })).toBeVisible();
  await expect(item(reader, published).getByRole("button", { name: /^Endorse/ })).toHaveCount(0);

  const moderator = await someone();
  await expert(moderator);
  await moderator.goto(published.thread);
  const post = item(moderator, published);
  await post.getByRole("button", { name: /^Endorse(?!d)/ }).click();
  await expect(moderator).toHaveURL(`${published.thread}#item-${published.item}`);
  await expect(post).toContainText("Endorsed by 1 expert");
  await ledger(page, "515");
  await expect(page.getByRole("main")).toContainText("Endorsed by an expert");

  await post.getByRole("button", { name: /^Endorsed/ }).click();
  await expect(post).not.toContainText("Endorsed by");
  await ledger(page, "500");
  await expect(page.getByRole("main")).toContainText("Taken back: endorsed by an expert");
});

test("a moderator features, and nobody else", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("What we changed at handover") });
  await expect(page.getByRole("button", { name: /^Feature/ })).toHaveCount(0);
  const moderator = await someone();
  await expert(moderator);
  await moderator.goto(published.thread);
  await item(moderator, published).getByRole("button", { name: /^Feature(?!d)/ }).click();
  await expect(item(moderator, published)).toContainText("Featured");
  await ledger(page, "525");
  await expect(page.getByRole("main")).toContainText("Featured by a moderator");
});

test("whoever asked accepts an answer, changes it, and takes it back", async ({ page, someone }) => {
  await clinician(page);
  const published = await publishPost(page, { title: unique("How do you follow this up?") });
  const first = await someone();
  await clinician(first);
  await first.goto(published.thread);
  const one = await publishComment(first, "We ring them after a week, and write down what was said.");
  await expect(first.getByRole("button", { name: /^Accept as the answer/ })).toHaveCount(0);
  const second = await someone();
  await clinician(second);
  await second.goto(published.thread);
  const two = await publishComment(second, "We book the visit before they leave the ward.");

  await page.goto(published.thread);
  await item(page, one).getByRole("button", { name: /^Accept as the answer/ }).click();
  await expect(item(page, one)).toContainText("Accepted answer");
  await expect(page.getByRole("link", { name: "Jump to the accepted answer" })).toBeVisible();
  await ledger(first, "515");
  await item(page, two).getByRole("button", { name: /^Accept as the answer/ }).click();
  await expect(item(page, two)).toContainText("Accepted answer");
  await expect(item(page, one)).not.toContainText("Accepted answer");
  await ledger(first, "500");
  await ledger(second, "515");
  await item(page, two).getByRole("button", { name: /^Take back the acceptance/ }).click();
  await expect(item(page, two)).not.toContainText("Accepted answer");
  await ledger(second, "500");
});

test("a score explains itself to its owner, and to nobody else", async ({ page, someone, javaScriptEnabled }) => {
  await clinician(page);
  await ledger(page, "500");
  await expect(page.getByRole("main")).toContainText("Nothing has changed it yet");
  const title = unique("What helped me think");
  const published = await publishPost(page, { title });
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  await item(reader, published).getByRole("button", { name: "Helpful: the post", exact: true }).click();
  await expect(item(reader, published).locator("data")).toHaveText("1 vote");

  await ledger(page, "501");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "How it adds up" })).toBeVisible();
  await expect(main.getByRole("heading", { name: "Day by day" })).toBeVisible();
  await expect(main).toContainText("1 of 50 points earned");
  await expect(main.getByRole("listitem").filter({ hasText: "Found helpful" }).first()).toContainText("+1");
  await expect(main.getByRole("link", { name: title }).first()).toBeVisible();
  await expect(main.getByRole("img", { name: /^The score from 500 on .* to 501 on / })).toBeVisible();
  await main.getByText("The same as a table").click();
  await expect(main.getByRole("row").last()).toContainText("500");
  await expect(page).toHaveTitle(/^Reputation/);
  if (javaScriptEnabled) await axe(page);

  const visitor = await someone();
  await visitor.goto("/dashboard/personas/1/reputation");
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
  await reader.goto("/dashboard/personas/2/reputation");
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});

test("what is saved is found again, and what is shared can be cited", async ({ page, someone, javaScriptEnabled }) => {
  await clinician(page);
  const title = unique("Worth keeping");
  const published = await publishPost(page, { title });
  const reader = await someone();
  await clinician(reader);
  await reader.goto("/saved");
  await expect(reader.getByRole("main")).not.toContainText(title);
  await reader.goto(published.thread);
  await item(reader, published).getByRole("button", { name: /^Save(?!d)/ }).click();
  await expect(item(reader, published).getByRole("button", { name: /^Saved/ })).toBeVisible();
  await reader.goto("/saved");
  await expect(reader.getByRole("link", { name: title })).toBeVisible();
  if (javaScriptEnabled) await axe(reader);

  await reader.goto(published.thread);
  await item(reader, published).getByRole("button", { name: /^Share/ }).click();
  await expect(reader).toHaveURL(`/items/${published.item}/share`);
  const reference = `>>${published.item.slice(0, 8)}`;
  await expect(reader.locator(`input[value="${reference}"]`)).toBeVisible();
  if (javaScriptEnabled) await axe(reader);
  const citing = await publishPost(reader, {
    title: unique("Another thought on this"),
    body: `As was said in ${reference}, the call after a week is what matters.`,
  });
  await item(reader, citing).getByRole("link", { name: reference }).click();
  await expect(reader).toHaveURL(`${published.thread}#item-${published.item}`);
  // Sharing gave three points; the citation counts once readers have found the citing text helpful.
  await ledger(page, "503");

  await reader.goto("/saved");
  await reader.getByRole("button", { name: /^Remove/ }).click();
  await expect(reader.getByRole("main")).not.toContainText(title);
});

test("a post says what it is, and its author is told its quality", async ({ page, someone }) => {
  await clinician(page);
  await write(page, {
    title: unique("A review of three trials"),
    body: "We read three trials of follow-up calls. See doi:10.1000/182 for the first of them. I would suggest a call in week one.",
  });
  await page.getByLabel(/^Literature review/).check();
  await review(page);
  await expect(page.getByRole("main")).toContainText("Literature review");
  const published = await publish(page);
  await expect(page.getByRole("main")).toContainText("Literature review");
  await page.getByText(/^Quality \d+ of 100/).click();
  await expect(page.getByRole("main")).toContainText("1 recognised");
  const reader = await someone();
  await clinician(reader);
  await reader.goto(published.thread);
  await expect(reader.getByRole("main")).not.toContainText(/Quality \d+ of 100/);
});

test("the rules stand where everybody can read them", async ({ page, javaScriptEnabled }) => {
  await page.goto("/guidelines");
  await page.getByRole("link", { name: "How reputation works" }).first().click();
  await expect(page.getByRole("main")).toContainText("Endorsed by an expert");
  await expect(page.getByRole("main")).toContainText("Patient information shared");
  if (javaScriptEnabled) await axe(page);
});

test("the course explains what was wrong, keeps the answers, and gives its points once", async ({ page, javaScriptEnabled }) => {
  await clinician(page);
  await page.goto("/guidelines");
  await page.getByRole("link", { name: "Take the course on these guidelines" }).click();
  if (javaScriptEnabled) await axe(page);
  const right = [
    /^In general terms/, /^No number, date, name/, /^Report it/, /^Better not/, /^This could mislead/, /^As what you have seen/,
  ];
  for (const answer of right.slice(1)) await page.getByRole("radio", { name: answer }).check();
  await page.getByRole("radio", { name: /^With the initials/ }).check();
  await page.getByRole("button", { name: "Hand in the answers" }).click();
  await expect(page.getByRole("alert")).toContainText("Question 1: A ward and a week fit one patient only");
  await expect(page.getByRole("radio", { name: right[1] })).toBeChecked();
  await page.getByRole("radio", { name: right[0] }).check();
  await page.getByRole("button", { name: "Hand in the answers" }).click();
  await expect(page.getByRole("status")).toContainText("You have completed the course");
  await ledger(page, "510");
  await page.goto("/guidelines/course");
  await expect(page.getByRole("status")).toContainText("Taking it again gives no more points");
});
