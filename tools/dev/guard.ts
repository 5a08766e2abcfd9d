import { spawn } from 'node:child_process';

/** Sends a signal to a process that we started, should we be killed without a chance to do it ourselves. */
export function guard(pid: number, signal: 'INT' | 'KILL'): void {
  if (process.platform === 'win32') return;
  const watch = `while kill -0 ${process.pid} 2>/dev/null && kill -0 ${pid} 2>/dev/null; do sleep 1; done; kill -${signal} ${pid} 2>/dev/null`;
  spawn('sh', ['-c', watch], { detached: true, stdio: 'ignore' }).unref();
}
