/** A station without a bank, without all of it yet, or locked. Holds the recovery key until the operator says that it is written down. */
import { useState } from 'react';
import type { SetupState } from '@/api';
import { Front } from '@/shared';
import { Choice, type Way } from './Choice';
import { CreateBank } from './CreateBank';
import { JoinBank } from './JoinBank';
import { RecoveryKey } from './RecoveryKey';
import { Restore } from './Restore';
import { TakingIn } from './TakingIn';
import { Unlock } from './Unlock';

interface Props {
  state: SetupState;
  /** While true this screen stays although the station is already part of a bank. */
  onBusy: (busy: boolean) => void;
}

export function SetupScreen({ state, onBusy }: Props) {
  const [way, setWay] = useState<Way | null>(null);
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const back = () => setWay(null);

  if (recoveryKey !== null) {
    return (
      <Front>
        <RecoveryKey recoveryKey={recoveryKey} onDone={() => onBusy(false)} />
      </Front>
    );
  }
  if (state.phase === 'locked') return <Front version={state.version}><Unlock remembered={state.remembered} /></Front>;
  if (state.phase === 'taking_in') return <Front version={state.version}><TakingIn /></Front>;
  return (
    <Front version={state.version} wide={way === null}>
      {way === null ? <Choice onChoose={setWay} /> : null}
      {way === 'create' ? <CreateBank onBack={back} onBusy={onBusy} onKey={setRecoveryKey} /> : null}
      {way === 'restore' ? <Restore onBack={back} /> : null}
      {way === 'join' ? <JoinBank onBack={back} onBusy={onBusy} onKey={setRecoveryKey} /> : null}
    </Front>
  );
}
