/** Tanks with their fill, by site. */
import { IconSnowflake } from '@tabler/icons-react';
import type { TankRow } from '@/api';
import { EmptyState, formatNumber, Panel, Tone, useOpen, useTexts, useWord } from '@/shared';
import { fillOf } from './position';
import classes from './Storage.module.css';

export function TankList({ tanks }: { tanks: TankRow[] }) {
  const t = useTexts('storage');
  const sites = [...new Set(tanks.map(({ site_code }) => site_code))];
  if (tanks.length === 0) {
    return <Panel title={t('tanks.title')}><EmptyState icon={IconSnowflake} title={t('tanks.none')} hint={t('tanks.none_hint')} /></Panel>;
  }
  return (
    <div>
      {sites.map((site) => (
        <Panel key={site} title={t('tanks.of_site', { site })}>
          <div className={classes.tanks}>
            {tanks.filter(({ site_code }) => site_code === site).map((tank) => <TankCard key={tank.tank} tank={tank} />)}
          </div>
        </Panel>
      ))}
    </div>
  );
}

function TankCard({ tank }: { tank: TankRow }) {
  const t = useTexts('storage');
  const word = useWord();
  const open = useOpen();
  const fill = fillOf(tank);
  return (
    <button type="button" className={classes.tank} onClick={() => open.screen('storage', tank.tank)} data-testid={`row-${tank.code}`}>
      <span className={classes.tankHead}>
        <strong className={classes.tankCode}>{tank.code}</strong>
        <Tone tone={tank.purpose === 'quarantine' ? 'orange' : 'cyan'} icon={IconSnowflake}>{word('TankPurpose', tank.purpose)}</Tone>
      </span>
      <span className={classes.quiet}>{tank.room}</span>
      <span className={classes.bar} data-full={fill.percent >= 95 || undefined}>
        <span style={{ width: `${fill.percent}%` }} />
      </span>
      <span className={classes.tankHead}>
        <span>{fill.percent} %</span>
        <span className={classes.quiet}>{t('tanks.free', { free: formatNumber(fill.free), total: formatNumber(fill.total) })}</span>
      </span>
    </button>
  );
}
