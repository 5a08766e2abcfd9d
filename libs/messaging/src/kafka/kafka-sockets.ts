import net from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/** The sockets of one kafkajs client. */
export interface KafkaSockets {
  readonly open: ISocketFactory;
  /** Closes them at once and for good: nothing that this client still has in hand reaches a broker. */
  close(): void;
}

/**
 * kafkajs closes a connection when what waits for it has been sent, which after the death of a broker may be never, and a client
 * that is told to go may connect anew. A producer that was thrown away must not send a late batch, nor a consumer stay in its
 * group: their sockets are closed for them, and new ones refused.
 */
export function kafkaSockets(): KafkaSockets {
  const sockets = new Set<net.Socket>();
  let isClosed = false;
  const discarded = () => new Error('This client was thrown away.');
  return {
    open({ host, port, ssl, onConnect }) {
      if (isClosed) return new net.Socket().destroy(discarded());
      const address = { host, port };
      const socket = ssl
        ? tls.connect({ ...address, ...(net.isIP(host) ? {} : { servername: host }), ...(ssl as tls.ConnectionOptions) }, onConnect)
        : net.connect(address, onConnect);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket.setKeepAlive(true, KEEP_ALIVE_MS);
    },
    close() {
      isClosed = true;
      for (const socket of sockets) socket.destroy(discarded());
    },
  };
}
