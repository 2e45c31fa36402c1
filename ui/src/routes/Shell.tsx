/** The frame around every screen: navigation, header with the scan field, footer with the state of the station. */
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useState, type MouseEvent } from 'react';
import { LockScreen } from '@/features/session';
import { PATHS, readScanOf, RUN_PREFIX, runNotHere, ScannedDocument, UNIT_LABELS, useHotkeys, useSession, useTexts } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { visibleNav } from './features';
import { GoTo } from './GoTo';
import { Footer } from './Footer';
import { Header } from './Header';
import { Navigation } from './Navigation';
import { ScanMessage } from './ScanMessage';
import { StorageAlarm } from './StorageAlarm';
import { TimerStrip } from './TimerStrip';
import { WaitingAlarm } from './WaitingAlarm';
import classes from './Shell.module.css';

export function Shell() {
  const t = useTexts();
  const navigate = useNavigate();
  const { operator, state } = useSession();
  const items = visibleNav(operator.permissions);
  const [paper, setPaper] = useState<string | null>(null);
  const [going, setGoing] = useState(false);
  useHotkeys({
    ...Object.fromEntries(
      items.slice(0, 9).map(({ screen }, index) => [`alt+${index + 1}`, () => dialogOpen() || void navigate({ to: PATHS[screen] })]),
    ),
    'alt+0': () => dialogOpen() || setGoing(true),
  });

  /** What no screen wanted: open what the code names. */
  const openScanned = useCallback(
    async (text: string) => {
      const meaning = await readScanOf(text, ['bag', 'box', 'document'], { also: [...UNIT_LABELS, 'position', 'part', 'run'] });
      if (meaning.kind === 'document') setPaper(text);
      else if (meaning.unit && meaning.part !== null) await navigate({ to: `${PATHS.unit}/${meaning.unit.donation}~${meaning.part}` });
      else if (meaning.unit) await navigate({ to: `${PATHS.unit}/${meaning.unit.donation}` });
      else if (meaning.shipment) await navigate({ to: `${PATHS.shipment}/${meaning.shipment}` });
      else if (meaning.run !== null) await navigate({ to: `${PATHS.bench}/${RUN_PREFIX}${meaning.run}` });
      else if (meaning.room !== null) await navigate({ to: `${PATHS.environment}/${meaning.room}` });
      else if (meaning.kind === 'run') throw runNotHere(meaning.value);
      else return false;
      // It is opened, and what is to be looked at first is said.
      if (meaning.warning !== null) throw meaning.warning;
      return true;
    },
    [navigate, setPaper],
  );

  return (
    <ScanProvider fallback={openScanned} affixes={state.scanner}>
      <div className={classes.shell}>
        <a className={classes.skip} href="#main" onClick={focusMain}>{t('shell.skip')}</a>
        <Header />
        <Navigation items={items} onAll={() => setGoing(true)} />
        <StorageAlarm />
        <WaitingAlarm />
        <TimerStrip />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
        <Footer />
        {state.locked ? <LockScreen operator={operator} /> : null}
        <GoTo items={items} opened={going} onClose={() => setGoing(false)} />
        <ScannedDocument text={paper} onClose={() => setPaper(null)} />
        <ScanMessage />
      </div>
    </ScanProvider>
  );
}

/** Work in a dialog is not left by a key. */
const dialogOpen = () => document.querySelector('[role="dialog"]') !== null;

function focusMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
