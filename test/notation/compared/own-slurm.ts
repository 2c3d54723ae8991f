import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findPrograms } from "./real-programs";

const PROGRAMS = ["munged", "slurmctld", "sbatch", "squeue", "scontrol"] as const;

/** What a program printed, and whether it succeeded. */
export interface Printed {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real Slurm controller in a folder of its own. Its one node is never there, so no job begins. */
export interface OwnSlurm {
  readonly version: string;
  run(
    program: "sbatch" | "squeue" | "scontrol",
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): Promise<Printed>;
  stop(): Promise<void>;
}

/** Starts a controller, or says that `what` is not compared where Slurm is not on this machine. */
export async function startSlurm(what: string): Promise<OwnSlurm | null> {
  const programs = findPrograms(what, PROGRAMS);
  if (programs === null) {
    return null;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "slurm-"));
  const socket = path.join(folder, "munge.socket");
  const key = path.join(folder, "munge.key");
  const conf = path.join(folder, "slurm.conf");
  mkdirSync(path.join(folder, "state"));
  mkdirSync(path.join(folder, "spool"));
  writeFileSync(key, randomBytes(1_024), { mode: 0o600 });
  writeFileSync(conf, configuration(folder, socket, await freePort()));

  const daemons: ChildProcess[] = [];
  const env = { ...process.env, SLURM_CONF: conf };
  const stop = async () => {
    await Promise.all(daemons.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  const run: OwnSlurm["run"] = (program, args, more) => printed(programs[program], args, { ...env, ...more });
  try {
    const munge = ["pid-file", "log-file", "seed-file"].map(
      (name) => `--${name}=${path.join(folder, `munge-${name}`)}`,
    );
    daemons.push(
      spawn(
        programs.munged,
        ["--foreground", "--force", `--socket=${socket}`, `--key-file=${key}`, ...munge],
        {
          stdio: "ignore",
        },
      ),
    );
    daemons.push(spawn(programs.slurmctld, ["-D", "-c", "-i"], { env, stdio: "ignore" }));
    while (!(await run("scontrol", ["ping"])).stdout.includes("is UP")) {
      if (daemons.some(({ exitCode }) => exitCode !== null)) {
        throw new Error("Slurm's controller did not start.");
      }
      await sleep(100);
    }
    return { version: (await run("sbatch", ["--version"])).stdout.trim(), run, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configuration(folder: string, socket: string, port: number): string {
  const host = hostname().split(".")[0];
  return [
    "ClusterName=compared",
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmUser=${userInfo().username}`,
    `SlurmctldPort=${port}`,
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/spool`,
    `SlurmctldPidFile=${folder}/slurmctld.pid`,
    `SlurmctldLogFile=${folder}/slurmctld.log`,
    "AuthType=auth/munge",
    `AuthInfo=socket=${socket}`,
    "ProctrackType=proctrack/linuxproc",
    "TaskPlugin=task/none",
    "SwitchType=switch/none",
    "MpiDefault=none",
    "MaxArraySize=4000001",
    "MaxJobCount=4000002",
    "AccountingStorageType=accounting_storage/none",
    "NodeName=absent NodeAddr=127.0.0.1 CPUs=1 State=UNKNOWN",
    "PartitionName=p Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
    "",
  ].join("\n");
}

async function printed(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...args], { env, maxBuffer: 2 ** 28 });
    return { succeeded: true, stdout, stderr };
  } catch (error) {
    const { stdout = "", stderr = "" } = error as Partial<Printed>;
    return { succeeded: false, stdout, stderr };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") {
    throw new Error("There is no free port.");
  }
  return address.port;
}

function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    daemon.once("exit", () => resolve());
    daemon.kill("SIGKILL");
  });
}
