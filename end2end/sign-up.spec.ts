// An account is made with a password and a recovery code, which are the only keys to it. Leaving it leaves no trace.
import { PASSWORD, expect, signIn, signUp, speakingAs, stranger, test } from "./support";

test("a form with faults comes back with what was typed, a summary that has the focus, and links to each field", async ({
  page,
}) => {
  const { name } = stranger();
  await page.goto("/sign-up");
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("E-mail").fill("not an address");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("The password again").fill("short");
  await page.getByRole("button", { name: "Create the account" }).click();

  const summary = page.getByRole("alert", { name: "Some answers need another look" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Create an account/);
  await expect(page.getByLabel("Full name")).toHaveValue(name);
  await expect(page.getByLabel("E-mail")).toHaveValue("not an address");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/like name@example\.org/);

  await summary.getByRole("link", { name: /like name@example\.org/ }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await summary.getByRole("link", { name: /at least 12 characters/ }).click();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
});

test("two passwords that differ and one that is easy to guess are told apart", async ({ page }) => {
  const { name, email } = stranger();
  for (const [password, again, told] of [
    [PASSWORD, `${PASSWORD}s`, "The two passwords are not the same."],
    ["password1234", "password1234", "This password is easy to guess."],
  ] as const) {
    await page.goto("/sign-up");
    await page.getByLabel("Full name").fill(name);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("The password again").fill(again);
    await page.getByRole("button", { name: "Create the account" }).click();
    await expect(page.getByRole("alert", { name: "One thing needs another look" })).toContainText(told);
  }
});

test("the recovery code is shown once: not after going on, back or reloading", async ({ page, watch }) => {
  const { recoveryCode } = await signUp(page);
  expect(recoveryCode).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  const group = recoveryCode.split("-")[0];

  await page.getByRole("link", { name: "I have kept the code" }).click();
  await expect(page).toHaveURL("/dashboard");
  await expect(page.locator("body")).not.toContainText(group);

  // The browser would have to send the form again to go back; it says so instead of showing the page.
  watch.allow(/ERR_CACHE_MISS/);
  await page.goBack().catch(() => null);
  await expect(page).not.toHaveURL("/dashboard");
  await expect(async () => expect(await page.content()).not.toContain(group)).toPass();

  await page.goto("/sign-up");
  expect(await page.content()).not.toContain(group);
});

test("sending the form again shows no second code", async ({ page }) => {
  const { recoveryCode } = await signUp(page);
  await page.reload();
  expect(await page.content()).not.toContain(recoveryCode.split("-")[0]);
  await expect(page.locator(".code-once")).toHaveCount(0);
});

test("the recovery code sets a new password once, gives a new code, and the old password ends", async ({
  page,
  someone,
}) => {
  const member = await signUp(page);
  const other = await someone();
  const renewed = "seven lamps over the bridge";
  const fill = async () => {
    await other.goto("/reset");
    await other.getByLabel("E-mail").fill(member.email);
    await other.getByLabel("Recovery code").fill(member.recoveryCode.toLowerCase().replaceAll("-", " "));
    await other.getByLabel("New password", { exact: true }).fill(renewed);
    await other.getByLabel("The new password again").fill(renewed);
    await other.getByRole("button", { name: "Set the new password" }).click();
  };
  await signIn(other, member);
  await fill();
  const code = (await other.locator(".code-once span").allInnerTexts()).join("-");
  expect(code).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  expect(code).not.toBe(member.recoveryCode);

  // The earlier session has ended.
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");

  // The code is used up, and the old password no longer works.
  await fill();
  await expect(other.getByRole("alert")).toContainText("The e-mail address and the password or recovery code do not match");
  await other.goto("/sign-in");
  await other.getByLabel("E-mail").fill(member.email);
  await other.getByLabel("Password").fill(PASSWORD);
  await other.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("alert")).toContainText("The e-mail address and the password or recovery code do not match");
  await expect(other.getByLabel("E-mail")).toHaveValue(member.email);
  await signIn(page, member, renewed);
});

test("signing out ends the session", async ({ page, context }) => {
  await signUp(page);
  await page.goto("/");
  const cookies = await context.cookies();
  await speakingAs(page).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  // The browser remembers that somebody has signed in, so that no stranger can lock them out; it does not show who.
  expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(["device"]);

  // A copy of the cookie no longer works.
  await context.addCookies(cookies);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
});

test("exit this page lands on a page of anybody's, and nothing is left to go back to", async ({ page, context }) => {
  const member = await signUp(page);
  await page.goto("/dashboard");
  await expect(page.getByRole("main")).toContainText(member.name);
  const cookies = await context.cookies();
  await page.getByRole("button", { name: "Exit this page" }).click();
  await expect(page).toHaveURL("/units");
  await expect(page).toHaveTitle("Unit conversions");
  expect(await page.content()).not.toMatch(/uniting doctors(?!\.css)/i);
  expect(await context.cookies()).toEqual([]);

  await page.goBack();
  expect(await page.content()).not.toContain(member.surname);
  await context.addCookies(cookies);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
});

test("a session is named and ended from another browser", async ({ page, someone }) => {
  const member = await signUp(page);
  const phone = await someone();
  await signIn(phone, member);
  await page.goto("/account");
  const sessions = page.getByRole("heading", { name: "Where you are signed in" }).locator("~ ul").first().getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText("This one");
  await sessions.last().getByLabel(/^Name/).fill("Ward phone");
  await sessions.last().getByRole("button", { name: "Keep this name" }).click();
  await expect(page.getByRole("status")).toContainText("The session has its new name");
  await expect(sessions.last()).toContainText("Ward phone");
  await sessions.last().getByRole("button", { name: /^End it/ }).click();
  await expect(page.getByRole("status")).toContainText("The session has ended");
  await expect(sessions).toHaveCount(1);
  await phone.goto("/account");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
});

test("the page after signing out everywhere is the one to sign in, on every device", async ({ page, someone }) => {
  const member = await signUp(page);
  const phone = await someone();
  await signIn(phone, member);
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/sign-in");
  await phone.goto("/account");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
});
