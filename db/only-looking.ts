/** Seeing as somebody else sees: what runs within reads as ever and writes nothing; the database itself refuses what would. */
import { AsyncLocalStorage } from 'node:async_hooks';

const looking = new AsyncLocalStorage<boolean>();

export const onlyLook = <T>(work: () => T): T => looking.run(true, work);
/** For what is of the one who looks: their session. Nobody else carries a store along: each promise of the process would cost a little more. */
export const asOneself = <T>(work: () => T): T => (isOnlyLooking() ? looking.run(false, work) : work());
export const isOnlyLooking = (): boolean => looking.getStore() === true;

interface Connection {
  query(sql: string): Promise<unknown>;
  __knex__disposed?: unknown;
}
interface Client {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
}

/** Connections taken while somebody only looks are read only until they go back. */
export function readOnlyWhileLooking(client: unknown): void {
  const pool = client as Client;
  const acquire = pool.acquireConnection.bind(pool);
  const release = pool.releaseConnection.bind(pool);
  const readOnly = new WeakSet<Connection>();
  const set = (connection: Connection, mode: 'only' | 'write'): Promise<unknown> =>
    connection.query(`set session characteristics as transaction read ${mode}`);

  pool.acquireConnection = async () => {
    const connection = await acquire();
    if (!isOnlyLooking()) return connection;
    readOnly.add(connection);
    await set(connection, 'only').catch(async (error: unknown) => {
      await pool.releaseConnection(connection);
      throw error;
    });
    return connection;
  };
  pool.releaseConnection = async (connection) => {
    if (readOnly.delete(connection))
      await set(connection, 'write').catch((error: unknown) => {
        // The pool throws it away.
        connection.__knex__disposed = error;
      });
    await release(connection);
  };
}
