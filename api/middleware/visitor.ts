/** What the portal remembers of somebody who is not signed in: in cookies of theirs, so that whoever only knocks leaves no row. */
import { randomBytes } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import type { Config } from '../../domain/config/read-config.ts';
import type { Page } from '../page.ts';

const words = {
  idle: {
    kind: 'information',
    text: 'Votre session est terminée : 30 minutes sont passées sans activité, ou 8 heures depuis la connexion. Reconnectez-vous pour continuer.',
  },
  kept: {
    kind: 'warning',
    text: "Votre session était terminée. Ce que vous veniez d'envoyer n'est pas perdu : reconnectez-vous, et vous pourrez le relire puis l'envoyer d'un clic.",
  },
  sent: {
    kind: 'warning',
    text: "Votre session était terminée : ce que vous veniez d'envoyer n'a pas été enregistré. Les brouillons déjà enregistrés sont conservés.",
  },
} as const satisfies Record<string, NonNullable<Page['flash']>>;
const wordKept = 300_000;

export interface Visitor {
  /** The token of the forms that this browser was shown; undefined when it was shown none. */
  formToken: string | undefined;
  /** The same, made when there is none yet. */
  issueFormToken(): string;
  /** A sentence for the page on which one signs in. */
  leaveWord(word: keyof typeof words): void;
  takeWord(): Page['flash'];
}

/** Puts a `Visitor` into `res.locals`. */
export function knowVisitor({ publicUrl }: Pick<Config, 'publicUrl'>): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  // With https the prefix binds them to this very host.
  const [tokenName, wordName] = ['form', 'word'].map((name) => `${secure ? '__Host-' : ''}pro-one-${name}`) as [
    string,
    string,
  ];
  const options: CookieOptions = { httpOnly: true, secure, sameSite: 'lax', path: '/' };
  return (req, res, next) => {
    const token = findCookie(req, tokenName);
    const visitor: Visitor = {
      formToken: /^[0-9a-f]{64}$/.test(token) ? token : undefined,
      issueFormToken() {
        if (!visitor.formToken) {
          visitor.formToken = randomBytes(32).toString('hex');
          res.cookie(tokenName, visitor.formToken, options);
        }
        return visitor.formToken;
      },
      leaveWord(word) {
        res.cookie(wordName, word, { ...options, maxAge: wordKept });
      },
      takeWord() {
        const word = findCookie(req, wordName);
        if (word) res.clearCookie(wordName, options);
        return Object.hasOwn(words, word) ? words[word as keyof typeof words] : undefined;
      },
    };
    res.locals.visitor = visitor;
    next();
  };
}

export const getVisitor = (res: Response): Visitor => (res.locals as { visitor: Visitor }).visitor;

const findCookie = (req: Request, name: string): string =>
  (req.headers.cookie ?? '')
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';
