// connection exceptions, insufficient resources, operator intervention (but not a cancelled statement), system errors,
// serialisation failures and deadlocks, lock not available
const SQLSTATES = /^(08|53|57P|58|40|55P03)/;
const SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const PG_CLIENT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

// serialisation failure, deadlock, lock not available
const CONFLICTS = ['40001', '40P01', '55P03'];

/** Whether a failure says nothing about the message at hand: the database or the way to it is at fault, now. */
export const isTransient = (error: unknown): boolean =>
  causesOf(error).some(({ code, message }) => SQLSTATES.test(code) || SOCKET.test(code) || PG_CLIENT.test(message));

/** Whether a transaction failed because another one held what it wanted: smaller ones get past each other more easily. */
export const isConflict = (error: unknown): boolean => causesOf(error).some(({ code }) => CONFLICTS.includes(code));

function causesOf(error: unknown): { readonly code: string; readonly message: string }[] {
  const causes = [];
  for (let inner = error; inner instanceof Error; inner = (inner as { driverError?: unknown }).driverError ?? inner.cause) {
    const { code } = inner as { code?: unknown };
    causes.push({ code: typeof code === 'string' ? code : '', message: inner.message });
  }
  return causes;
}
