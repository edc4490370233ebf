// Nobody but a member can tell which persona is theirs: a planted name and e-mail address are looked for wherever
// others can read, and the persona wherever the member's own browser keeps something.
import { type APIRequestContext } from "@playwright/test";
import {
  clinician, expect, item, publishComment, publishPost, review, test, unique, write,
} from "./support";

/** The source of the pages that links lead to from a few starts. What does something is a form and is not followed. */
async function crawl(request: APIRequestContext, starts: string[], most = 150): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = [...starts];
  while (waiting.length > 0 && seen.size < most) {
    const path = waiting.shift() ?? "/";
    if (seen.has(path)) continue;
    const answer = await request.get(path);
    seen.set(path, answer.headers()["content-type"]?.startsWith("text/html") ? await answer.text() : "");
    for (const [, href] of seen.get(path)?.matchAll(/href="(\/[^"#]*)/g) ?? []) {
      if (!/^\/(pkg|sprite|favicon)/.test(href)) waiting.push(href.replaceAll("&amp;", "&"));
    }
  }
  return seen;
}

test("no page that others can reach has the name or address of who speaks as a persona", async ({ page, someone }) => {
  const member = await clinician(page);
  const post = await publishPost(page, { title: unique("A conflict on my ward"), body: "I do not know whom to tell." });
  await publishComment(page, "And one more thing that I forgot to say.");
  await item(page, post).getByRole("link", { name: "Correct" }).click();
  await page.getByLabel("Text", { exact: true }).fill("I do not know whom to tell, or how.");
  await page.getByLabel("What you corrected").fill("Added what I meant");
  await review(page);
  await page.getByRole("button", { name: /^Publish as / }).click();
  await expect(page).toHaveURL(/#item-/);

  const visitor = await someone();
  const reader = await someone();
  await clinician(reader);
  for (const other of [visitor, reader]) {
    await other.goto(post.thread);
    await expect(item(other, post)).toContainText(member.handle);
    const profile = await item(other, post).getByRole("link", { name: member.handle }).getAttribute("href");
    const pages = await crawl(other.request, [post.thread, profile ?? "", "/spaces/cardiology", "/"]);
    expect(pages.size).toBeGreaterThan(60);
    let about = 0;
    for (const [path, html] of pages) {
      if (html.includes(member.handle)) about += 1;
      for (const secret of [member.surname, member.email.split("@")[0]]) {
        expect(html.toLowerCase().includes(secret.toLowerCase()), `${secret} on ${path}`).toBe(false);
      }
    }
    expect(about).toBeGreaterThanOrEqual(3);
  }
});

test("addresses and titles of the owner's pages never have the persona's digits", async ({ page }) => {
  const member = await clinician(page);
  const post = await publishPost(page, { title: unique("A conflict on my ward") });
  await publishComment(page, "And one more thing that I forgot to say.");
  await write(page, { title: unique("Kept for later"), body: "I shall go on with this tomorrow." });
  await review(page);
  const digits = member.handle.slice("Anon#".length);
  const named = new RegExp(`anon[_#]${digits}`, "i");

  const starts = ["/dashboard", post.thread, "/drafts", "/account", "/spaces/cardiology", "/"];
  const pages = await crawl(page.request, starts, 80);
  for (const [path, html] of pages) {
    expect(path).not.toMatch(named);
    expect(html.split("<title>")[1]?.split("</title>")[0] ?? "", path).not.toMatch(named);
    const links = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.filter((link) => named.test(link)), `links on ${path}`).toEqual([]);
  }
  expect([...pages.keys()]).toContain("/dashboard/personas/1");
});

test("the page for one member never has another identity of somebody else", async ({ page, someone }) => {
  const member = await clinician(page);
  const post = await publishPost(page, { title: unique("Asked by a persona") });
  const reader = await someone();
  const other = await clinician(reader);
  await reader.goto(post.thread);
  await publishComment(reader, "Answered by a persona of another member.");
  await page.goto(post.thread);
  await expect(page.locator("body")).toContainText(other.handle);
  for (const path of [post.thread, "/dashboard", "/account", "/drafts", "/compose"]) {
    await page.goto(path);
    await expect(page.locator("body")).not.toContainText(other.surname);
    await reader.goto(path);
    await expect(reader.locator("body")).not.toContainText(member.surname);
  }
});

test("pages of a member are kept by no cache, and say nothing to other sites", async ({ page }) => {
  await clinician(page);
  for (const path of ["/", "/dashboard", "/compose", "/account", "/drafts"]) {
    const headers = (await page.goto(path))?.headers() ?? {};
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["referrer-policy"], path).toBe("same-origin");
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
  }
});

test("cookies are closed to scripts and to other sites", async ({ page, context }) => {
  await clinician(page);
  const cookies = await context.cookies();
  expect(cookies.map((cookie) => cookie.name).sort()).toEqual(["device", "session"]);
  for (const cookie of cookies) {
    const session = cookie.name === "session";
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: session ? "Lax" : "Strict" });
    expect(cookie.expires === -1, "the session's ends with the browser").toBe(session);
  }
});
