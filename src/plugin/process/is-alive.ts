/** Whether a process of this id exists, as far as is to be seen from here: not into other containers. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
