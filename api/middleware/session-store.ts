/** Sessions in PostgreSQL, read together with their person: who clicks costs one round trip, not two. */
import connectPgSimple from 'connect-pg-simple';
import type { Request } from 'express';
import session from 'express-session';
import { findSessionOf, type PersonRow } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import { asOneself } from '../../db/only-looking.ts';
import type { Instant } from '../../domain/calendar.ts';

const PgStore = connectPgSimple(session);

interface StoreOptions {
  db: Database;
  now: () => Instant;
  /** How long a row outlives its last click, in seconds. */
  ttl: number;
  onError: () => void;
}

export class SessionStore extends PgStore {
  #db: Database;
  #now: () => Instant;
  // Between the reading of a session and the next step of the same request.
  #people = new Map<string, PersonRow>();
  // Read from a row: such a session is never written where its row has gone.
  #found = new WeakSet<object>();
  #ttl: number;

  constructor({ db, now, ttl, onError }: StoreOptions) {
    super({ pool: poolOf(db), tableName: 'sessions', ttl, disableTouch: true, errorLog: onError });
    this.#db = db;
    this.#now = now;
    this.#ttl = ttl;
  }

  override createSession(req: Request, data: session.SessionData): session.Session & session.SessionData {
    const made = super.createSession(req, data);
    this.#found.add(made);
    return made;
  }

  /** A session that was ended while one of its requests was under way stays ended: an upsert would bring it back. */
  override set(sid: string, data: session.SessionData, done?: (error?: unknown) => void): void {
    asOneself(() => {
      if (!this.#found.has(data)) {
        super.set(sid, data, done);
        return;
      }
      this.#db('sessions')
        .where({ sid })
        .update({ sess: JSON.stringify(data), expire: this.#db.raw('now() + make_interval(secs => ?)', [this.#ttl]) })
        .then(
          () => done?.(),
          (error: unknown) => done?.(error),
        );
    });
  }

  override get(sid: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
    findSessionOf(this.#db, sid, this.#now()).then(
      (found) => {
        if (found?.person) this.#people.set(sid, found.person);
        done(null, (found?.sess as session.SessionData | undefined) ?? null);
      },
      (error: unknown) => {
        done(error);
      },
    );
  }

  /** The person who came with the session just read; once. Undefined when another request of the session has taken them. */
  takePerson(sid: string): PersonRow | undefined {
    const person = this.#people.get(sid);
    this.#people.delete(sid);
    return person;
  }
}

/** What connect-pg-simple asks of a pool, on the connections the house already has. */
function poolOf(db: Database) {
  const client = db.client as {
    acquireConnection: () => Promise<Connection>;
    releaseConnection: (connection: Connection) => Promise<void>;
  };
  return {
    async query(text: string, values: unknown[]) {
      const connection = await client.acquireConnection();
      try {
        return await connection.query(text, values);
      } finally {
        await client.releaseConnection(connection);
      }
    },
  } as never;
}
interface Connection {
  query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
}
