// The product in a real browser: every promise once with JavaScript off and once with it on, against a demo of its own
// in a throw-away folder, served by the binary that is shipped.
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const port = Number(process.env.UD_E2E_PORT ?? 3917);
const binary = process.env.UD_E2E_BINARY ?? `${process.env.CARGO_TARGET_DIR ?? "target"}/release/uniting-doctors`;
// Workers read these; the first process decides.
process.env.UD_E2E_DATA ??= mkdtempSync(join(tmpdir(), "uniting-doctors-"));
process.env.UD_E2E_BINARY = binary;

const chromium =
  process.env.CHROMIUM ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

const config: PlaywrightTestConfig = {
  testDir: ".",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  reporter: [["list"]],
  timeout: 60_000,
  outputDir: "../test-results",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "without JavaScript", use: { javaScriptEnabled: false } },
    { name: "with JavaScript", use: { javaScriptEnabled: true } },
  ],
  webServer: {
    command: `"${binary}" demo --listen 127.0.0.1:${port} --data "${process.env.UD_E2E_DATA}" --site target/site`,
    cwd: join(__dirname, ".."),
    url: `http://127.0.0.1:${port}/health`,
    timeout: 180_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
  },
};

export default defineConfig(config);
