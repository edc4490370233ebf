// Measures the scrubber: natively (cargo bench, one core) and as a browser runs it, on the compose page of a served demo
// with the lists loaded. Answers with the paragraph for docs/BENCHMARKS.md.
import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const browsers = [process.env.UD_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const prose = readFileSync("domain/benches/prose.txt", "utf8");

function native() {
  const report = execFileSync("cargo", ["bench", "--quiet", "-p", "domain", "--bench", "scrub"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(String(report));
}

/** Times of one check of 10 000 characters, in milliseconds, in order. */
async function inBrowser(site, { email, password }) {
  const browser = await chromium.launch({ executablePath: browsers.find((path) => path && existsSync(path)), args: ["--no-sandbox"] });
  // The page's own policy admits no script but its own.
  const page = await browser.newPage({ bypassCSP: true });
  await page.goto(`${site}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  const lists = page.waitForResponse((response) => response.url().endsWith("/lists.bin"));
  await page.goto(`${site}/compose`);
  await (await lists).finished();
  await page.getByText("of 10,000 characters").waitFor();
  const times = await page.evaluate(async (text) => {
    const script = document.querySelector('link[href*="/pkg/"][href$=".js"]')?.href ?? "/pkg/uniting-doctors.js";
    const module = await import(script);
    const until = performance.now() + 30_000;
    while (module.count_findings("Dr. Bellandi") === 0 && performance.now() < until) {
      await new Promise((next) => setTimeout(next, 50));
    }
    if (module.count_findings("Dr. Bellandi") === 0) throw new Error("the lists are not loaded");
    const times = [];
    for (let n = 0; n < 60; n += 1) {
      const begun = performance.now();
      module.count_findings(text);
      times.push(performance.now() - begun);
    }
    return times.slice(10).sort((a, b) => a - b);
  }, prose.repeat(10).slice(0, 10_000));
  await browser.close();
  return times;
}

/** The figures of the scrubber as Markdown. `site` serves a demo; `account` signs in to it. */
export async function scrubFigures(site, account) {
  const figures = native();
  const times = await inBrowser(site, account);
  const lists = readFileSync("public/lists.bin");
  const kB = (bytes) => (bytes / 1000).toFixed(1);
  const ms = (micros) => (micros / 1000).toFixed(2);
  return `The scrubber (\`domain/benches/scrub.rs\`; prose with and without identifiers):

* Natively, one core: ${figures.million_chars_a_second} million characters a second. 10 000 characters of prose: ${ms(figures.prose_us)} ms;
  the median of prose and 27 texts made to be slow: ${ms(figures.median_us)} ms; the slowest of them: ${ms(figures.worst_us)} ms.
* In Chromium's WASM, the shipped build, 10 000 characters: ${times[25].toFixed(1)} ms (median of 50; slowest ${times[49].toFixed(1)} ms).
* The word lists a browser loads, on the compose page alone: ${kB(lists.length)} kB, after brotli ${kB(brotliCompressSync(lists).length)} kB.
`;
}
