import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import ts from "typescript";

const SRC = path.resolve(__dirname, "../src");
const TEST = __dirname + path.sep;

/** Who may know whom: for each room, the rooms and packages that it may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  notation: ["base"],
  plugin: ["base", "@msgpack/msgpack", "@bufbuild/protobuf"],
  ehpc: ["base", "notation", "axios", "@alicloud/credentials", "debug"],
  provider: ["base", "notation", "plugin", "ehpc", "package.json"],
  mirror: ["base"],
  emulator: ["base", "notation", "ehpc"],
  cli: [
    "base",
    "notation",
    "ehpc",
    "emulator",
    "mirror",
    "commander",
    "log-update",
    "picocolors",
    "string-width",
    "package.json",
  ],
  constructs: ["notation", "mirror", "cdktf", "constructs", "@cdktf/provider-null"],
  cdktn: ["cdktn", "constructs"],
};

const rooms = Object.keys(ARROWS);

test("every folder of src is a room with arrows of its own", () => {
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...rooms].sort());
});

test.each(rooms)("%s imports only what it may know", (room) => {
  const allowed = ARROWS[room] ?? [];
  const strangers = sourcesBelow(path.join(SRC, room)).flatMap((file) =>
    importsOf(file)
      .map((specifier) => [specifier, target(file, specifier)] as const)
      .filter(([, imported]) => imported !== room && imported !== "node" && !allowed.includes(imported))
      .map(([specifier]) => `${path.relative(SRC, file)} imports ${specifier}`),
  );
  expect(strangers).toEqual([]);
});

test("no file reaches itself through its imports, for types neither", () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) {
      const circle = [...above.slice(above.indexOf(file)), file];
      circles.push(circle.map((each) => path.relative(SRC, each)).join(" -> "));
      return;
    }
    if (done.has(file)) {
      return;
    }
    for (const imported of importsOf(file)) {
      const place = path.resolve(path.dirname(file), imported);
      for (const source of [`${place}.ts`, path.join(place, "index.ts")]) {
        if (imported.startsWith(".") && existsSync(source)) {
          visit(source, [...above, file]);
        }
      }
    }
    done.add(file);
  };
  for (const file of sourcesBelow(SRC)) {
    visit(file, []);
  }
  expect(circles).toEqual([]);
});

test("the package entry knows the constructs and nothing else", () => {
  const entry = path.join(SRC, "index.ts");
  expect(new Set(importsOf(entry).map((specifier) => target(entry, specifier)))).toEqual(
    new Set(["constructs"]),
  );
});

test.each(["scripts", "tools/bench", "tools/generate", "tools/release"])(
  "%s imports nothing from the tests",
  (room) => {
    const users = sourcesBelow(path.join(SRC, "..", room)).filter((file) =>
      importsOf(file).some((specifier) => path.resolve(path.dirname(file), specifier).startsWith(TEST)),
    );
    expect(users).toEqual([]);
  },
);

test("only http.ts and what it sends with know axios", () => {
  const users = sourcesBelow(SRC).filter((file) => importsOf(file).includes("axios"));
  expect(users.map((file) => path.relative(SRC, file))).toEqual([
    "ehpc/http/http.ts",
    "ehpc/http/send-over.ts",
  ]);
});

/** The room, the package, or "node", that an import leads to. */
function target(file: string, specifier: string): string {
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) {
    return "node";
  }
  if (!specifier.startsWith(".")) {
    return specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
  }
  const place = path.relative(SRC, path.resolve(path.dirname(file), specifier));
  return place.startsWith("..") ? path.basename(place) : (place.split(path.sep)[0] ?? "");
}

/** All that a file imports or re-exports: at the top, late with import(), with require(), and for types. */
function importsOf(file: string): readonly string[] {
  const imports = IMPORTS.get(file) ?? readImports(file);
  IMPORTS.set(file, imports);
  return imports;
}

const IMPORTS = new Map<string, readonly string[]>();

function readImports(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const called =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require")
        ? node.arguments[0]
        : undefined;
    const typed =
      ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    for (const specifier of [named, called, typed]) {
      if (specifier !== undefined && ts.isStringLiteral(specifier)) {
        found.push(specifier.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|mjs)$/.test(name))
    .map((name) => path.join(folder, name));
}
