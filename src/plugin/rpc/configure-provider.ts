import type * as proto from "../protocol/generated/tfplugin6";
import { configFromWire } from "./dynamic-value";
import { guarded } from "./guard";
import { refuseUnknown } from "./refuse-unknown";
import type { Session } from "./session";

/** Configures the provider: makes the client from the provider block. */
export async function configureProvider<Client>(
  session: Session<Client>,
  request: proto.ConfigureProvider_Request,
): Promise<proto.ConfigureProvider_Response> {
  session.restart();
  return guarded(
    session,
    () => session.provider,
    async (provider, report) => {
      const config = configFromWire(request.config, provider.attributes);
      refuseUnknown(config, unknownArgument);
      const { terraformVersion } = request;
      const { conceal } = session.serving.secrets;
      session.configured(
        await provider.configure({ config, terraformVersion, conceal, ...session.tools(report) }),
      );
    },
  );
}

// During plan, Terraform configures providers with unknown values. If an unknown argument counted as omitted, the
// provider would silently use other credentials or another endpoint.
function unknownArgument(argument: string) {
  return {
    summary: "Unknown Provider Argument",
    detail:
      `The provider argument "${argument}" depends on a value that is known only after apply, but the ` +
      "provider reads during plan. Use a value that is known in advance (a literal, a variable, an environment " +
      "variable), or create the resource that it depends on first: terraform apply -target=<that resource>.",
  };
}
