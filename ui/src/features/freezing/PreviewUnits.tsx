/** The units of a curve before it is recorded: what would become of each, and why one is refused. */
import { IconAlertTriangle, IconCircleCheck, IconEqual, IconReplace, IconX, type Icon } from '@tabler/icons-react';
import type { CurveUnitPreview, CurveUnitState } from '@/api';
import { Din, Panel, problemText, StatusBadge, Tone, useTexts, type ToneName } from '@/shared';
import classes from './Freezing.module.css';

const LOOK: Record<CurveUnitState, [ToneName, Icon]> = {
  new: ['green', IconCircleCheck], same: ['grey', IconEqual], replaces: ['orange', IconReplace], refused: ['red', IconX],
};

export function PreviewUnits({ units }: { units: CurveUnitPreview[] }) {
  const t = useTexts('freezing');
  return (
    <Panel title={t('preview_units', { count: units.length })}>
      {units.length === 0 ? <p className={classes.quiet}><IconAlertTriangle size={18} aria-hidden /> {t('no_units')}</p> : (
        <ul className={classes.units} data-testid="curve-preview-units">
          {units.map(({ unit, state, problem }) => {
            const [tone, icon] = LOOK[state];
            return (
              <li key={unit.donation} data-state={state}>
                {unit.din === null ? <span className={classes.quiet}>{unit.donation.slice(0, 8)}</span> : <Din din={unit.din} />}
                <StatusBadge status={unit.status} held={unit.held} />
                <Tone tone={tone} icon={icon}>{t(`unit_state.${state}`)}</Tone>
                {problem === null ? null : <span>{problemText(problem)}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
