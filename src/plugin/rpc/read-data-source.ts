import { type CtyObject, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { configFromWire, toWire } from "./dynamic-value";
import { guarded } from "./guard";
import { dataSourceOf } from "./lookup";
import type { Session } from "./session";

/** Reads a data source whose configuration is wholly known. */
export async function readDataSource<Client>(
  session: Session<Client>,
  { typeName, config: wire }: proto.ReadDataSource_Request,
): Promise<proto.ReadDataSource_Response> {
  const find = () => dataSourceOf(session, typeName);
  const { value, diagnostics } = await guarded(session, find, async (source, report) => {
    const { attributes } = source;
    const config = configFromWire(wire, attributes);
    const results: CtyObject = await source.read({ config, ...session.context(report) });
    // The state starts as a copy of the configuration, so arguments are echoed by construction.
    return toWire(Object.assign(record(), config, results), attributes);
  });
  return { state: value, diagnostics };
}
