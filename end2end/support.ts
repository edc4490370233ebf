// What every spec shares: browsers that are watched, members and what they do most often.
//
// A watched browser fails its test when the console reports an error or warning, a script throws, another host is
// asked, a script is loaded where no island is, or a member's real name or e-mail address arrives in a page of somebody
// else.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";

export { expect };

export const PASSWORD = "copper violin harbour nine";

/** Somebody with an account. Name and address are unique, so that they are found wherever they should not be. */
export interface Member {
  name: string;
  surname: string;
  email: string;
  recoveryCode: string;
  /** Handle of the first persona, such as `Anon#7392`; empty before there is one. */
  handle: string;
  /** Has published under the real name, which everybody may then read. */
  identified: boolean;
}

/** A published post or comment. */
export interface Published {
  /** Path of the thread. */
  thread: string;
  /** Id of the item. */
  item: string;
}

const ISLANDS = /^\/(compose|items\/[^/]+\/correct)$/;

const watches = new WeakMap<BrowserContext, Watch>();

class Watch {
  private problems: string[] = [];
  private allowed: RegExp[] = [];
  private reading: Promise<unknown>[] = [];
  private people: { member: Member; own: Set<BrowserContext> }[] = [];

  constructor(private home: string) {}

  /** Allows this message on the console in the current test. */
  allow(words: RegExp) {
    this.allowed.push(words);
  }

  /** Plants a member's identity: pages in no other browser than this one may show it. */
  plant(member: Member, page: Page) {
    const known = this.people.find((person) => person.member === member);
    if (known) known.own.add(page.context());
    else this.people.push({ member, own: new Set([page.context()]) });
  }

  /** Watches every page of a browser. */
  over(context: BrowserContext) {
    watches.set(context, this);
    const documents = new Set<string>();
    context.on("weberror", (error) => this.problems.push(`script: ${error.error()}`));
    context.on("console", (message) => {
      const text = message.text();
      if (!["error", "warning"].includes(message.type()) || this.allowed.some((words) => words.test(text))) return;
      // An error status of a page that refuses on purpose is not a fault; that of anything a page loads is.
      const refused = /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);
      if (refused && documents.has(message.location().url)) return;
      this.problems.push(`console on ${message.page()?.url()}: ${text}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (request.isNavigationRequest()) documents.add(request.url());
      if (url.origin !== this.home) this.problems.push(`asked another host: ${request.url()}`);
      const code = request.resourceType() === "script" || /\.(js|wasm)$/.test(url.pathname);
      if (code && !ISLANDS.test(new URL(request.frame().url()).pathname)) {
        this.problems.push(`loaded ${url.pathname} on ${request.frame().url()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() >= 500) this.problems.push(`${response.status()} from ${response.url()}`);
      if (response.request().resourceType() !== "document" || response.status() === 303) return;
      const read = response.text().then((html) => this.read(context, response.url(), html));
      // Under load the browser sometimes drops a body when the next page is asked for at once; nothing else may fail.
      const dropped = /navigated away from|has been closed/;
      this.reading.push(read.catch((error) => dropped.test(`${error}`) || this.problems.push(`not read: ${error}`)));
    });
  }

  /** Looks for the identities of others in the source of a page. */
  private read(context: BrowserContext, place: string, html: string) {
    for (const { member, own } of this.people) {
      if (own.has(context)) continue;
      const words = member.identified ? [member.email.split("@")[0]] : [member.surname, member.email.split("@")[0]];
      const found = words.filter((word) => html.toLowerCase().includes(word.toLowerCase()));
      if (found.length > 0) this.problems.push(`${found.join(" and ")} on ${place}`);
    }
  }

  async settle() {
    await Promise.all(this.reading);
  }

  report() {
    expect(this.problems, "what the watched browsers did").toEqual([]);
  }
}

export const test = base.extend<{ watch: Watch; someone: () => Promise<Page> }>({
  watch: async ({ baseURL }, use) => {
    const watch = new Watch(new URL(baseURL ?? "").origin);
    await use(watch);
    watch.report();
  },
  page: async ({ page, watch }, use) => {
    watch.over(page.context());
    await use(page);
    await watch.settle();
  },
  /** A page of somebody else, in a browser of their own. */
  someone: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      watch.over(context);
      return context.newPage();
    });
    await watch.settle();
    for (const context of contexts) await context.close();
  },
});

/** Random letters: names have no digits. */
function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
}

/** Somebody who is not on the site yet. */
export function stranger(): Member {
  const surname = `Q${letters(11)}`;
  const email = `${randomBytes(8).toString("hex")}@private.example`;
  return { name: `Ottilie ${surname}`, surname, email, recoveryCode: "", handle: "", identified: false };
}

/** Words that occur in no other test. */
export function unique(words: string): string {
  return `${words} ${letters(10)}`;
}

/** Signs somebody up through the form; the page then shows the recovery code. */
export async function signUp(page: Page): Promise<Member> {
  const member = stranger();
  watches.get(page.context())?.plant(member, page);
  await page.goto("/sign-up");
  await page.getByLabel("Full name").fill(member.name);
  await page.getByLabel("E-mail").fill(member.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("The password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery code" })).toBeVisible();
  member.recoveryCode = (await page.locator(".code-once span").allInnerTexts()).join("-");
  return member;
}

export async function signIn(page: Page, member: Member, password = PASSWORD) {
  watches.get(page.context())?.plant(member, page);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(member.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(speakingAs(page)).toBeVisible();
}

/** Records what an account is verified as, as an administrator does it. */
export function verify(member: Member) {
  const claim = ["--tier", "1", "--specialty", "cardiology", "--years", "15"];
  const data = process.env.UD_E2E_DATA ?? "";
  execFileSync(process.env.UD_E2E_BINARY ?? "", ["admin", "--data", data, "verify", member.email, "--in-person", ...claim]);
}

/** Makes a persona and returns its handle. */
export async function makePersona(page: Page, degree = "Credential-verified"): Promise<string> {
  await page.goto("/dashboard/personas/new");
  await page.getByRole("radio", { name: new RegExp(`^${degree}`) }).check();
  await page.getByRole("button", { name: "Create this persona" }).click();
  await expect(page.getByRole("status")).toContainText("Your persona has been created");
  const name = await page.locator(".persona-card h3").first().innerText();
  return /Anon#[0-9a-f]+/.exec(name)?.[0] ?? "";
}

/** A verified cardiologist who speaks as a persona. */
export async function clinician(page: Page): Promise<Member> {
  const member = await signUp(page);
  verify(member);
  member.handle = await makePersona(page);
  return member;
}

/** The line of the header that shows the current identity. */
export function speakingAs(page: Page): Locator {
  return page.getByRole("banner").locator("summary");
}

/** Speaks as another identity from now on: a persona by its handle, oneself by the name. */
export async function speakAs(page: Page, name: string) {
  await page.goto("/dashboard");
  const card = page.locator(".persona-card", { hasText: name });
  await card.getByRole("button", { name: /^Speak (as|under)/ }).click();
  await expect(speakingAs(page)).toContainText(name);
}

/** Fills in the composer. */
export async function write(page: Page, post: { title: string; body: string; space?: string }) {
  await page.goto("/compose");
  await page.getByLabel("Space", { exact: true }).selectOption(post.space ?? "cardiology");
  await page.getByLabel("Title", { exact: true }).fill(post.title);
  await page.getByLabel("Text", { exact: true }).fill(post.body);
}

/** What is underlined in the text as it is typed. */
export function underlined(page: Page): Locator {
  return page.locator(".text-marks mark.finding");
}

/** Goes from a form to the review page. */
export async function review(page: Page, button = "Continue to review") {
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check before you publish" })).toBeVisible();
}

/** Goes from the review page to the thread. */
export async function publish(page: Page): Promise<Published> {
  await page.getByRole("button", { name: /^Publish as / }).click();
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]+#item-/);
  const url = new URL(page.url());
  return { thread: url.pathname, item: url.hash.slice("#item-".length) };
}

/** Publishes a post as the current identity. */
export async function publishPost(
  page: Page,
  post: { title: string; body?: string; space?: string },
): Promise<Published> {
  await write(page, { body: "We found it late, and would like to hear how others see it.", ...post });
  await review(page);
  return publish(page);
}

/** Publishes a comment on the thread the page shows. */
export async function publishComment(page: Page, body: string): Promise<Published> {
  await page.getByLabel("Your comment").fill(body);
  await page.getByRole("button", { name: /^Check, then publish as / }).click();
  return publish(page);
}

/** The article of a post or comment. */
export function item(page: Page, published: Published): Locator {
  return page.locator(`#item-${published.item}`);
}

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, target: Locator, most = 60) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached with ${most} presses of Tab`);
}

/** Accessibility, in light and dark. Axe is a script with timers: it runs only where JavaScript is on. */
export async function axe(page: Page) {
  const found: string[] = [];
  // Without its style sheet a page has other colours and sizes.
  await page.waitForLoadState("load");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const rules = new AxeBuilder({ page });
    // Only contrast depends on the scheme.
    if (colorScheme === "light") rules.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    else rules.withRules(["color-contrast"]);
    const { violations } = await rules.analyze();
    for (const { id, nodes } of violations) {
      found.push(...nodes.map((node) => `${colorScheme} ${id}: ${node.html}\n  ${node.failureSummary}`));
    }
  }
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
