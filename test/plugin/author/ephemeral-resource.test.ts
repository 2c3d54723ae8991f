import { ephemeralResource } from "../../../src/plugin/author/ephemeral-resource";
import { computed, required, string } from "../../../src/plugin/schema/attribute";

// As in schema/inference.test.ts: what fails here, fails in `npm run typecheck`.

const base = {
  description: "",
  attributes: { name: required(string, "Name."), token: computed(string, "Token.") },
};

test("values and the held data have the declared types", () => {
  const fine = ephemeralResource<number, { id: number }>()({
    ...base,
    async open({ config, client, hold }) {
      hold({ id: client });
      return { token: config.name };
    },
    async close({ data }) {
      data.id.toFixed();
    },
  });
  const wrongToken = ephemeralResource<number>()({
    ...base,
    // @ts-expect-error a token is text
    open: async ({ client }) => ({ token: client }),
  });
  const holdsNothing = ephemeralResource<number>()({
    ...base,
    async open({ config, hold }) {
      // @ts-expect-error no type was told of what it holds
      hold({ id: 1 });
      return { token: config.name };
    },
  });
  expect([fine, wrongToken, holdsNothing]).toHaveLength(3);
});
