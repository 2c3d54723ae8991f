import { createSecretFilter } from "../../../src/base/secret-filter";
import { createLogger, type LogLevel, logLevel } from "../../../src/plugin/author/log";

function capture(level: LogLevel) {
  const lines: string[] = [];
  const secrets = createSecretFilter();
  const now = () => Date.UTC(2026, 0, 2, 3, 4, 5, 6);
  const logger = createLogger({ level, address: "a/b/c", write: (line) => lines.push(line), secrets, now });
  return { logger, lines, secrets };
}

describe("the level of the log", () => {
  test.each<[NodeJS.ProcessEnv, LogLevel]>([
    [{}, "off"],
    [{ TF_LOG: "" }, "off"],
    [{ TF_LOG: "OFF" }, "off"],
    [{ TF_LOG: "debug" }, "debug"],
    [{ TF_LOG: "Warn" }, "warn"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG: "1" }, "trace"],
    [{ TF_LOG: "error", TF_LOG_PROVIDER: "info" }, "info"],
    [{ TF_LOG: "trace", TF_LOG_PROVIDER: "off" }, "off"],
    [{ TF_LOG: "trace", TF_LOG_PROVIDER: "" }, "trace"],
  ])("for %j is %s", (env, level) => {
    expect(logLevel(env)).toBe(level);
  });
});

describe("a log line", () => {
  test("is one JSON object with a timestamp of six fractional digits", () => {
    const { logger, lines } = capture("trace");
    logger.warn("slow\nanswer", {
      tf_rpc: "ReadDataSource",
      ms: 5,
      cached: false,
      none: null,
      absent: undefined,
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      "@level": "warn",
      "@message": "slow\nanswer",
      "@module": "provider",
      "@timestamp": "2026-01-02T03:04:05.006000Z",
      tf_provider_addr: "a/b/c",
      tf_rpc: "ReadDataSource",
      ms: 5,
      cached: false,
      none: null,
    });
  });

  test("is written at its level and above only", () => {
    for (const [level, written] of [
      ["trace", 5],
      ["info", 3],
      ["error", 1],
      ["off", 0],
    ] as const) {
      const { logger, lines } = capture(level);
      logger.trace("t");
      logger.debug("d");
      logger.info("i");
      logger.warn("w");
      logger.error("e");
      expect(lines).toHaveLength(written);
    }
  });

  test("cannot have its level or message taken over by a field", () => {
    const { logger, lines } = capture("trace");
    logger.info("true", { "@level": "error", "@message": 5, "@timestamp": "never" });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ "@level": "info", "@message": "true" });
    expect(lines[0]).toContain("2026-01-02");
  });

  test.each(["x", "\u0000", "é", "\ud83d"])("of many %j stays within 64 KiB", (character) => {
    const { logger, lines } = capture("trace");
    logger.info(character.repeat(200_000), { a: character.repeat(200_000), b: "kept" });
    expect(Buffer.byteLength(lines[0] ?? "")).toBeLessThan(64 * 1024);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ b: "kept" });
  });

  test("shows no concealed secret, not even half of one where it is cut", () => {
    const { logger, lines, secrets } = capture("trace");
    secrets.conceal("swordfish");
    const text = `${"x".repeat(16_380)}swordfish${"x".repeat(100)}`;
    logger.info(text, { key: "swordfish", text });
    // Four letters of it stand before the cut.
    expect(lines[0]).not.toContain("swor");
    expect(lines[0]).toContain("***");
  });
});
