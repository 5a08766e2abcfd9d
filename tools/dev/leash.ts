// node --import …/leash.ts: ends a process whose parent is gone, even if that was killed without a chance to say so.
const PATIENCE_MS = 15_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
});
process.channel?.unref();
