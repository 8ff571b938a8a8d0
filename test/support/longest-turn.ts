/** Most CPU that one turn of the loop took meanwhile, in milliseconds. */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let [longest, over] = [0, false];
  let since = process.cpuUsage();
  const turn = (): void => {
    const { user, system } = process.cpuUsage(since);
    longest = Math.max(longest, (user + system) / 1_000);
    since = process.cpuUsage();
    if (!over) setImmediate(turn);
  };
  turn();
  await work();
  turn();
  over = true;
  return longest;
}
