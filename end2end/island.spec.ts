// Where WebAssembly runs, the composer marks findings as they are typed; without it nothing important is missing. No
// other page loads a script.
import { clinician, expect, publish, publishPost, review, test, underlined, unique, write } from "./support";

test("with JavaScript, findings are marked while one types; without, the review does it", async ({
  page,
  javaScriptEnabled,
}) => {
  await clinician(page);
  await write(page, { title: unique("A near miss"), body: "" });
  const marks = page.locator("leptos-island section");
  const text = page.getByLabel("Text", { exact: true });
  if (javaScriptEnabled) {
    await expect(marks).toContainText("0 of 10,000 characters");
    await text.pressSequentially("Call me on 555-867-5309");
    await expect(marks.getByRole("heading", { name: "One thing will be removed" })).toBeVisible();
    await expect(underlined(page)).toHaveText(["555-867-5309"]);
    await expect(marks.locator(".findings").first()).toContainText("Replaced by: [phone number]");
    await expect(marks).toContainText("23 of 10,000 characters");
    await text.pressSequentially(", or at ada@clinic.example");
    await expect(marks.getByRole("heading", { name: "2 things will be removed" })).toBeVisible();
    await expect(underlined(page)).toHaveCount(2);
    await text.fill("Call me whenever you like.");
    await expect(marks.getByRole("heading", { name: "The check finds nothing to remove" })).toBeVisible();
    await expect(underlined(page)).toHaveCount(0);
  } else {
    await expect(marks).toBeHidden();
  }
  await text.fill("Call me on 555-867-5309, or at ada@clinic.example.");
  await review(page);
  await expect(page.getByRole("heading", { name: "2 things will be removed" })).toBeVisible();
  await publish(page);
});

test("with JavaScript, the marks of the composer are those of the review", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  await write(page, {
    title: unique("A near miss"),
    body: "Seen on 3 March 2025, aged 94, at 12 Elm Street.\n\n* MRN 8834921\n* https://clinic.example/a?b=c\n* <b>k</b>",
  });
  await expect(underlined(page)).not.toHaveCount(0);
  const marked = await underlined(page).allTextContents();
  await review(page);
  const numbered = await page.locator("mark.finding").allTextContents();
  expect(numbered).toEqual(marked.map((words, at) => `${words}${at + 1}`));
});

test("with JavaScript, a text that came back is marked before a key is pressed", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  await write(page, { title: "Short", body: "Call me on 555-867-5309, please." });
  await page.getByRole("button", { name: "Continue to review" }).click();
  await expect(page.getByRole("alert")).toContainText("at least 8 characters");
  await expect(underlined(page)).toHaveText(["555-867-5309"]);
});

test("with JavaScript, Shift three times leaves; other keys between begin anew", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the island is a script");
  await clinician(page);
  await write(page, { title: unique("Somebody comes in"), body: "" });
  await expect(page.locator("leptos-island section")).toBeVisible();
  await page.getByLabel("Text", { exact: true }).pressSequentially("aB");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await page.keyboard.press("a");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await expect(page).toHaveURL("/compose");
  await page.keyboard.press("Shift");
  await expect(page).toHaveURL("/units");
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to see this");
});

test("no page but the composer's loads a script, and without JavaScript not even that one", async ({
  page,
  javaScriptEnabled,
}) => {
  await clinician(page);
  const { thread, item } = await publishPost(page, { title: unique("Nothing but text") });
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (/\.(js|wasm)$/.test(new URL(request.url()).pathname)) loaded.push(request.url());
  });
  const own = ["/dashboard", "/dashboard/personas/new", "/dashboard/personas/1", "/dashboard/personas/1/delete"];
  for (const path of ["/", "/spaces", thread, ...own, "/drafts", "/account", `/items/${item}/delete`, "/units"]) {
    const answer = await page.goto(path);
    if (path !== "/units") expect(answer?.headers()["content-security-policy"], path).toContain("script-src 'none'");
    await expect(page.locator("script")).toHaveCount(0);
  }
  expect(loaded).toEqual([]);
  const answer = await page.goto("/compose");
  expect(answer?.headers()["content-security-policy"]).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
  if (javaScriptEnabled) await expect(page.locator("leptos-island section")).toBeVisible();
  else await expect(page.locator("leptos-island section")).toBeHidden();
  expect(loaded.length > 0).toBe(javaScriptEnabled);
});
