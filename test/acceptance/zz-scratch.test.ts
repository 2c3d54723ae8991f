import { startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { shownDiagnostics } from "../support/shown-diagnostics";
import { Workspace } from "../support/workspace";
const closed = "http://127.0.0.1:9";
test("x", async () => {
  const emulator = await startEmulator();
  const late = await startEmulator({ clock: { now: () => new Date(Date.now() - 3600e3), monotonicMs: () => performance.now() } });
  const codes = ["InvalidParams","InvalidClusterStatus","ClusterNotFound","DbError","EcsError","AgentError","ServiceUnavailable","Throttling", "Throttling.User","Forbidden.RAM","NoPermission","InvalidAccessKeyId.Inactive","InvalidSecurityToken.Expired","MissingSecurityToken"];
  for (const c of codes) emulator.setJob(CLUSTER, c, { error: { code: c } });
  const kinds = ["html","empty","truncated","oversized","slow","reset","success-false","empty-job-info"] as const;
  for (const k of kinds) emulator.setJob(CLUSTER, k, { fault: { kind: k } });
  const name = (t: string) => t.replaceAll(".", "_");
  const aliases: Record<string,string> = {
    secret: `endpoint = "${emulator.endpoint}"\n secret_key = "wrong-secret"`,
    key: `access_key = "wrong-key"`,
    token: `security_token = "x-token"`,
    clock: `endpoint = "${late.endpoint}"`,
    closed: `endpoint = "${closed}"`,
    mars: `endpoint = ""\n region = "mars-1"`,
    malformed: `region = "Hang zhou!"`,
    http: `endpoint = "http://10.0.0.1:80"`,
    path: `endpoint = "https://ehpc.cn-hangzhou.aliyuncs.com/api"`,
    creds: `endpoint = "https://user:p4ssw0rd@ehpc.cn-hangzhou.aliyuncs.com"`,
    nourl: `endpoint = "ehpc.cn-hangzhou.aliyuncs.com"`,
    unknown: `endpoint = null_resource.a.id`,
    neg: `max_retry_timeout = -1`,
    zero: `client_read_timeout = 0`,
    frac: `client_connect_timeout = 1.5`,
    text: `client_connect_timeout = "soon"`,
  };
  const ws = new Workspace({ "main.tf": configuration(
    `provider "ehpc" {\n max_retry_timeout = 1\n client_read_timeout = 300\n}`,
    `resource "null_resource" "a" {}`,
    ...codes.map((c) => lookup("code_" + name(c), c)), ...kinds.map((k) => lookup("fault_" + k, k)),
    ) }, emulatorEnv(emulator));
  await ws.init();
  const t = Date.now();
  let out = await ws.run("plan");
  console.log(Date.now() - t, JSON.stringify(shownDiagnostics(out), null, 1));
  ws.write("main.tf", configuration(
    `resource "null_resource" "a" {}`,
    `variable "cluster" {\n default = ""\n}`,
    ...Object.entries(aliases).map(([a, b]) => `provider "ehpc" {\n alias = "${a}"\n max_retry_timeout = 1\n ${b}\n}`),
    ...Object.keys(aliases).map((a) => lookup(a, "1.manager", `provider = ehpc.${a}`)),
  ));
  out = await ws.run("plan");
  console.log(JSON.stringify(shownDiagnostics(out), null, 1));
  for (const a of ["neg","zero","frac","text"]) delete aliases[a];
  ws.write("main.tf", configuration(
    `resource "null_resource" "a" {}`,
    ...Object.entries(aliases).map(([a, b]) => `provider "ehpc" {\n alias = "${a}"\n max_retry_timeout = 1\n ${b}\n}`),
    ...Object.keys(aliases).map((a) => lookup(a, "1.manager", `provider = ehpc.${a}`)),
  ));
  out = await ws.run("plan");
  console.log(Date.now() - t, JSON.stringify(shownDiagnostics(out), null, 1));
  ws.write("main.tf", configuration(
    `resource "null_resource" "a" {}`,
    ...["", "   ", "Submitted batch job 10\\n", "10\\n"].map((id, i) => lookup("id" + i, id)),
    lookup("lists", "1.manager", 'success_states = ["DONE"]\n failure_states = ["X", "done"]'),
    lookup("blank", "1.manager", 'success_states = ["DONE", ""]'),
    lookup("nul", "1.manager", 'success_states = ["DONE", null]'),
    `data "ehpc_job" "c" {\n cluster_id = "" \n job_id = "1"\n}`,
    `data "ehpc_job" "m" {\n cluster_id = "x" \n}`,
    `data "ehpc_job" "n" {\n cluster_id = "x" \n job_id = null\n}`,
  ));
  out = await ws.run("validate");
  console.log(JSON.stringify(shownDiagnostics(out), null, 1));
  await emulator.close(); await late.close(); ws.remove();
});
