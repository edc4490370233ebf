// A member has up to three personas, made thirty days apart; sees beforehand what others will see; and can delete one.
import {
  clinician, expect, item, makePersona, publishPost, signUp, speakAs, speakingAs, test, unique, verify,
} from "./support";

test("an empty dashboard explains what a persona is and leads to the first one", async ({ page }) => {
  await signUp(page);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { name: "You have no persona" })).toBeVisible();
  await page.getByRole("link", { name: "Create a persona" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create a persona" })).toBeVisible();
});

test("a persona shows exactly what its preview showed, to its owner and to everybody", async ({ page, someone }) => {
  const member = await signUp(page);
  verify(member);
  await page.goto("/dashboard/personas/new");
  const card = page.locator("label.choice-card", { hasText: "Credential-verified" });
  const shown = await card.locator(".credential").innerText();
  expect(shown).toBe("Verified Cardiologist, 12 to 19 years in practice");
  await expect(card.locator(".rating")).toHaveText("3.0 Established");
  await expect(page.locator("label.choice-card", { hasText: "Peer-verified" }).locator(".credential")).toHaveText(
    "Verified Medical Professional",
  );
  member.handle = await makePersona(page);

  const own = page.locator(".persona-card", { hasText: member.handle });
  await expect(own.locator(".credential")).toHaveText(shown);
  await expect(own).toContainText("Speaking now");
  await expect(own).toContainText("Reputation500");
  await expect(page.locator(".persona-slot")).toContainText("2 of 3 remaining. You can make the next one on");

  const { thread } = await publishPost(page, { title: unique("A question about anticoagulation") });
  const visitor = await someone();
  await visitor.goto(thread);
  await expect(visitor.locator(".thread .author-line").first()).toContainText(shown);
  await visitor.getByRole("link", { name: member.handle }).click();
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(member.handle);
  await expect(visitor.getByRole("main")).toContainText(shown);
  await expect(visitor.getByRole("main")).toContainText("1 post, 0 comments");
});

test("the next persona waits thirty days, and the page to make one says until when", async ({ page }) => {
  await clinician(page);
  await page.goto("/dashboard");
  await expect(page.getByRole("link", { name: "Create a persona" })).toHaveCount(0);
  await page.goto("/dashboard/personas/new");
  await expect(page.getByRole("main")).toContainText("made at least 30 days apart");
  await expect(page.getByRole("button", { name: "Create this persona" })).toHaveCount(0);
});

test("a form opened before the first persona was made does not make a second one", async ({ page, context }) => {
  const member = await signUp(page);
  verify(member);
  const earlier = await context.newPage();
  await earlier.goto("/dashboard/personas/new");
  await makePersona(page);
  await earlier.getByRole("button", { name: "Create this persona" }).click();
  await expect(earlier.getByRole("alert")).toContainText("You can make your next persona on");
  await page.goto("/dashboard");
  await expect(page.getByRole("link", { name: /^Delete persona/ })).toHaveCount(1);
});

test("the owner's view of a persona has the exact score and an address that does not name it", async ({ page }) => {
  const member = await clinician(page);
  await page.goto("/dashboard");
  await page.getByRole("link", { name: `View profile of ${member.handle}` }).click();
  await expect(page).toHaveURL("/dashboard/personas/1");
  await expect(page).toHaveTitle("Your persona · Uniting Doctors");
  await expect(page.getByRole("main")).toContainText("Only you see this: 500 points exactly.");
});

test("whom one speaks as follows the choice on every page, and real name and persona look different", async ({ page }) => {
  const member = await clinician(page);
  await expect(speakingAs(page)).toContainText(`Speaking as ${member.handle}`);
  await expect(speakingAs(page)).not.toContainText("Identified");
  await speakAs(page, member.name);
  for (const path of ["/", "/spaces", "/compose", "/drafts", "/account", "/dashboard"]) {
    await page.goto(path);
    await expect(speakingAs(page)).toContainText(member.name);
    await expect(speakingAs(page)).toContainText("Identified");
  }
  await speakAs(page, member.handle);
  await expect(page).toHaveURL("/dashboard");
  await expect(page.locator(".persona-card", { hasText: member.handle })).toContainText("Speaking now");
});

test("deleting a persona tells what follows, wants its handle, and leaves its posts to a deleted user", async ({
  page,
  someone,
}) => {
  const member = await clinician(page);
  const published = await publishPost(page, { title: unique("A doubt about a discharge") });
  const visitor = await someone();
  await visitor.goto(published.thread);
  const profile = (await item(visitor, published).getByRole("link", { name: member.handle }).getAttribute("href")) ?? "";
  expect(profile).toMatch(/^\/authors\/anon_/);

  await page.goto("/dashboard");
  await page.getByRole("link", { name: `Delete persona ${member.handle}` }).click();
  await expect(page).toHaveURL("/dashboard/personas/1/delete");
  await expect(page.getByRole("main")).toContainText("Its reputation of 500 points is lost.");
  await expect(page.getByRole("main")).toContainText("its 1 post and 0 comments");
  const handle = page.getByLabel("Type the handle to confirm");
  await handle.fill("Anon#0000000");
  await page.getByRole("button", { name: `Delete ${member.handle}` }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("exactly as it is shown");
  await expect(handle).toHaveValue("Anon#0000000");
  await visitor.goto(profile);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(member.handle);

  await handle.fill(member.handle);
  await page.getByRole("button", { name: `Delete ${member.handle}` }).click();
  await expect(page).toHaveURL("/dashboard?deleted=1");
  await expect(page.getByRole("status")).toContainText("The persona is deleted");
  await expect(page.locator("body")).not.toContainText(member.handle);
  await expect(speakingAs(page)).toContainText(member.name);

  await visitor.goto(published.thread);
  await expect(item(visitor, published).locator(".author-line")).toContainText("deleted user");
  await expect(visitor.locator("body")).not.toContainText(member.handle);
  await visitor.goto(profile);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("There is no page here");

  // The thirty days do not get shorter.
  await page.goto("/dashboard/personas/new");
  await expect(page.getByRole("main")).toContainText("made at least 30 days apart");
});
