import { get } from "node:http";
import { connect } from "node:net";

const CALLED = "A test called the metadata service 100.100.100.200.";

test.each([
  ["by name of the host", () => connect(80, "100.100.100.200")],
  ["by options", () => connect({ port: 80, host: "100.100.100.200" })],
  ["over http", () => get("http://100.100.100.200/latest/api/token")],
])("whoever calls the metadata service %s is stopped", (_, call) => {
  expect(call).toThrow(CALLED);
});
