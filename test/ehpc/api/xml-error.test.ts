import { readXmlError } from "../../../src/ehpc/api/xml-error";

it("reads code, message and request id of an error", () => {
  const members = readXmlError(
    "<?xml version='1.0' encoding='UTF-8'?>\n<Error><RequestId>R-1</RequestId><HostId>h</HostId><Code>X.Y</Code><Message><![CDATA[a <b> & c]]></Message></Error>",
  );
  expect(members === null ? null : Object.fromEntries(members)).toEqual({
    Code: "X.Y",
    Message: "a <b> & c",
    RequestId: "R-1",
  });
});

it("undoes XML's escapes, once", () => {
  const members = readXmlError(
    "<Error><Code>C</Code><Message>&lt;&amp;lt;&quot;&apos;&unknown;</Message></Error>",
  );
  expect(members?.get("Message")).toBe("<&lt;\"'&unknown;");
});

it.each([
  "<html><Code>x</Code></html>",
  "<Error><Message>m</Message></Error>",
  "<Error/>",
  "<Errors><Code>x</Code></Errors>",
  "<Error></Code><Code></Error>",
])("takes %j for no error of the service", (text) => {
  expect(readXmlError(text)).toBeNull();
});
