/** How sure ONE is of who signed in, and how long ago that was. */
import type { Instant } from '../../domain/calendar.ts';

/** itsme is 450, eID is 500: what ONE calls a strong sign-in, compulsory since 1 January 2023 (Guide Pro.ONE 2023, 5.3). */
export const strongAcr = 450;
/** An act that binds its author asks for a sign-in no older than this (hypothèse). */
export const recentSignInMs = 15 * 60_000;

export interface SignIn {
  /** Level of the federal sign-in: 450 itsme, 500 eID, less for a password; null when unknown. */
  acr: number | null;
  authenticatedAt: Instant | null;
}

export const isStrong = ({ acr }: Pick<SignIn, 'acr'>): boolean => acr !== null && acr >= strongAcr;

/** Whether the sign-in is strong and young enough to sign with. */
export const isRecent = (signIn: SignIn, now: Instant): boolean =>
  isStrong(signIn) && signIn.authenticatedAt !== null && now - signIn.authenticatedAt <= recentSignInMs;
