/** Who is at the station; a screen asks `useCan('collect')` only to hide what the program would refuse. */
import { createContext, useContext } from 'react';
import type { BankBrief, Operator, Permission, SessionState } from '@/api/gen/commands';

export interface SignedIn {
  state: SessionState;
  operator: Operator;
  bank: BankBrief;
}

export const SessionContext = createContext<SignedIn | null>(null);

/** The signed-in session; only inside the shell. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session here');
  return session;
}

export function useCan(permission: Permission): boolean {
  return useSession().operator.permissions.includes(permission);
}
