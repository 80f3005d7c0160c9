/** What an act is asked with, what is given back, and how a case refuses. */
import type { Instant } from '../../domain/calendar.ts';
import type { RefusalCode, Role } from '../../workflows/procedure.ts';
import type { Opened } from './subject.ts';

export interface ActRequest {
  action: string;
  /** Of its author: sent twice with the same token by the same author, an act is recorded once. Another author's token never matches. */
  token: string;
  facts: object;
  /** The words and values a person typed; kept beside the act, erasable. */
  content?: object | null;
  actor: { role: Role; userId: string | null; onBehalfOf?: string | null; acr?: number | null };
  /** An act is never dated before the one before it: the later of the two counts. */
  at: Instant;
  /** Number of the last act on the page the form was sent from; a case that has moved since refuses it. */
  seen?: number;
  /** Acts of the clock: which deadline passes. */
  deadline?: string;
  documentIds?: string[];
  /** The act sends the lines of the case (`db/case-lines.ts`): its facts get `lines`, their number and digest. */
  sealLines?: boolean;
  /** It comes from a form: what its author had begun to write of it goes. */
  endsDraft?: boolean;
}

export interface Opening extends ActRequest, Opened {
  /** Drawn by the server (a draft's own, a seed's), never by a form; nothing = drawn here. */
  caseId?: string;
  kind: string;
  linkedCaseId?: string | null;
  /** The draft that becomes this case; one that was sent or discarded meanwhile opens none. */
  draftId?: string;
}

export interface Recorded {
  caseId: string;
  slug: string;
  number: number;
  status: string;
  already: boolean;
  ring: boolean;
}

/** In whose space a token stands: a person's, the clock's, or that of procedures (`acts.author`). */
export const authorOf = ({ actor }: ActRequest): string => actor.userId ?? actor.role;

/** The case refuses the act. The page says what it is now, who did what, and what is possible. */
export class ActRefused extends Error {
  caseId: string;
  code: RefusalCode;
  constructor(caseId: string, code: RefusalCode) {
    super(`act refused: ${code}`);
    this.name = 'ActRefused';
    this.caseId = caseId;
    this.code = code;
  }
}
/** Another case of this kind stands open for the subject; or, where there is one per period, stands for the period, closed or not. */
export class AlreadyOpen extends Error {
  constructor() {
    super('a case of this kind is open');
    this.name = 'AlreadyOpen';
  }
}
