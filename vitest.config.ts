import { defineConfig } from "vitest/config";

// Two workers wherever there are two cores: left to itself vitest keeps one of them free.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 },
});
