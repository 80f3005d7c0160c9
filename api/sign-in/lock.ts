/** Old passwords: after five wrong tries a name, and the account behind it, wait a quarter of an hour; the helpdesk may end that. */
import type { Dependencies } from '../context.ts';
import { createThrottle, type Throttle } from './throttle.ts';

export interface LockedAccount {
  id: string;
  legacyLogin: string | null;
  email: string;
}

export const signInThrottles = (
  deps: Pick<Dependencies, 'config' | 'db'>,
): { perName: Throttle; perAccount: Throttle } => ({
  // The sixth try of one name is refused, whoever asks.
  perName: createThrottle(deps, 'login', { points: 5 }),
  perAccount: createThrottle(deps, 'account', { points: 5 }),
});

export function signInLock(deps: Pick<Dependencies, 'config' | 'db'>) {
  const { perName, perAccount } = signInThrottles(deps);
  const namesOf = ({ legacyLogin, email }: LockedAccount): string[] =>
    [...new Set([legacyLogin ?? '', email].map((name) => name.toLowerCase()))].filter(Boolean);
  return {
    isLocked: async (account: LockedAccount): Promise<boolean> =>
      (
        await Promise.all([perAccount.isUsedUp(account.id), ...namesOf(account).map((name) => perName.isUsedUp(name))])
      ).some(Boolean),
    release: async (account: LockedAccount): Promise<void> => {
      await Promise.all([perAccount.forget(account.id), ...namesOf(account).map((name) => perName.forget(name))]);
    },
  };
}
