import { inRequest } from "../../../src/ehpc/api/in-request";

it("names the call", () => {
  expect(`No list${inRequest("R-1")}.`).toBe("No list (request R-1).");
});

it("says nothing where the call has no name", () => {
  expect(`No list${inRequest(null)}.`).toBe("No list.");
});
