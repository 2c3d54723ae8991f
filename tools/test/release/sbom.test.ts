import { type Bom, sbomOf } from "../../release/sbom";

const BUN = { version: "1.4.5", license: "MIT" };

function component(name: string, version: string) {
  const properties = [{ name: "cdx:npm:package:development", value: "true" }];
  return { "bom-ref": `${name}@${version}`, name, version, properties };
}

/** As npm prints it in a folder with another name than the package. */
const installed = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  serialNumber: "urn:uuid:5111543e-ee5c-4764-9d6b-886237c16f8e",
  metadata: {
    timestamp: "2026-11-30T15:57:13.134Z",
    component: { "bom-ref": "the-package@0.1.0", name: "checkout", version: "0.1.0" },
  },
  components: [
    component("axios", "1.21.1"),
    component("debug", "4.4.3"),
    component("debug", "3.0.0"),
    component("jest", "30.0.0"),
  ],
  dependencies: [
    { ref: "the-package@0.1.0", dependsOn: ["axios@1.21.1", "jest@30.0.0"] },
    { ref: "axios@1.21.1", dependsOn: ["debug@4.4.3", "form-data@4.0.6"] },
    { ref: "debug@4.4.3" },
    { ref: "jest@30.0.0", dependsOn: ["debug@3.0.0"] },
  ],
} as Bom;

const bundled = [
  { name: "axios", version: "1.21.1" },
  { name: "debug", version: "4.4.3" },
  { name: "debug", version: "4.4.3" },
];

const bom = sbomOf(installed, bundled, BUN);

test("a bill of materials names what is bundled, and Bun, and nothing that only builds or tests", () => {
  expect(bom.components.map(({ name, version }) => `${name} ${version}`)).toEqual([
    "axios 1.21.1",
    "debug 4.4.3",
    "bun 1.4.5",
  ]);
  expect(JSON.stringify(bom)).not.toMatch(/jest|development/);
});

test("its dependencies are among its components", () => {
  expect(bom.dependencies).toEqual([
    { ref: "the-package@0.1.0", dependsOn: ["axios@1.21.1"] },
    { ref: "axios@1.21.1", dependsOn: ["debug@4.4.3"] },
    { ref: "debug@4.4.3", dependsOn: [] },
    { ref: "bun@1.4.5", dependsOn: [] },
  ]);
});

test("the same sources give the same document in every folder and at every time", () => {
  expect(bom.metadata).toEqual({
    component: { "bom-ref": "the-package@0.1.0", name: "the-package", version: "0.1.0" },
  });
  expect(bom).not.toHaveProperty("serialNumber");
});

test("a bundled package that npm does not name is an error", () => {
  const stranger = { name: "stranger", version: "1.0.0" };
  expect(() => sbomOf(installed, [stranger], BUN)).toThrow("npm sbom does not name stranger 1.0.0");
});
