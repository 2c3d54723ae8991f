import type { JsonObject, JsonValue } from "../../src/base/json";

/** A JSON object that notes which of its members are asked for, by their paths. */
export class RecordedObject extends Map<string, JsonValue> {
  private constructor(
    private readonly path: string,
    private readonly asked: Set<string>,
  ) {
    super();
  }

  /** @param asked where the paths are noted, such as `JobInfo.Variables[].Name` */
  static of(members: Readonly<Record<string, unknown>>, asked: Set<string>, path = ""): JsonObject {
    const object = new RecordedObject(path, asked);
    for (const [name, value] of Object.entries(members)) {
      object.set(name, recorded(value, asked, path === "" ? name : `${path}.${name}`));
    }
    return object;
  }

  override get(name: string): JsonValue | undefined {
    this.asked.add(this.path === "" ? name : `${this.path}.${name}`);
    return super.get(name);
  }
}

function recorded(value: unknown, asked: Set<string>, path: string): JsonValue {
  if (Array.isArray(value)) {
    return value.map((each) => recorded(each, asked, `${path}[]`));
  }
  if (typeof value === "object" && value !== null) {
    return RecordedObject.of({ ...value }, asked, path);
  }
  return String(value);
}
