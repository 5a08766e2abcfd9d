// connection exceptions, insufficient resources, operator intervention (but not a cancelled statement), system errors,
// serialisation failures and deadlocks, lock not available
const SQLSTATES = /^(08|53|57P|58|40|55P03)/;
const SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const PG_CLIENT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** Whether a failure says nothing about the message at hand: the database or the way to it is at fault, now. */
export function isTransient(error: unknown): boolean {
  for (let inner = error; inner instanceof Error; inner = (inner as { driverError?: unknown }).driverError ?? inner.cause) {
    const { code } = inner as { code?: unknown };
    if (typeof code === 'string' && (SQLSTATES.test(code) || SOCKET.test(code))) return true;
    if (PG_CLIENT.test(inner.message)) return true;
  }
  return false;
}
