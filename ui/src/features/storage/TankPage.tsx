/** One tank: its positions in a grid, and the one under the cursor in words. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconSnowflake, IconSquare, IconSquareFilled } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useCommandQuery, type TankGrid } from '@/api';
import { Din, formatNumber, Loaded, PageHeader, PASSED_ON, readScanOf, Tone, UNIT_LABELS, useOpen, useScan, useTexts, useWord } from '@/shared';
import { fillOf, occupancy, parsePosition, positionCode } from './position';
import { Readings } from './Readings';
import { SlotGrid } from './SlotGrid';
import classes from './Tank.module.css';

export function TankPage({ tank }: { tank: string }) {
  const grid = useCommandQuery('storage.grid', { tank }, { keepPrevious: true });
  return <Loaded query={grid}>{(data) => <Positions grid={data} />}</Loaded>;
}

function Positions({ grid: { tank, occupied } }: { grid: TankGrid }) {
  const t = useTexts('storage');
  const word = useWord();
  const open = useOpen();
  const at = useMemo(() => occupancy(occupied), [occupied]);
  const [active, setActive] = useState({ rack: 1, slot: 1 });
  const here = at(active.rack, active.slot);
  const fill = fillOf(tank);
  const contested = occupied.filter((one) => one.contested);

  /** A position's label, or a bag that is in this tank, moves the cursor there. */
  useScan(async (text) => {
    const meaning = await readScanOf(text, ['position', 'bag'], { also: [...UNIT_LABELS, ...PASSED_ON] });
    const place = parsePosition(meaning.kind === 'position' ? meaning.value : (meaning.unit?.position ?? ''));
    if (place?.tank !== tank.code) return false;
    setActive({ rack: place.rack, slot: place.slot });
    return true;
  });

  return (
    <div className={classes.page}>
      <PageHeader
        title={<span className={classes.head}>{t('tank.title', { code: tank.code })} <Tone tone={tank.purpose === 'quarantine' ? 'orange' : 'cyan'} icon={IconSnowflake}>{word('TankPurpose', tank.purpose)}</Tone></span>}
        subtitle={[tank.site_code, tank.room, t('tank.size', { racks: tank.racks, slots: tank.slots }), t('tank.fill', { occupied: formatNumber(tank.occupied), total: formatNumber(fill.total), percent: fill.percent })].join(' · ')}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('storage')} data-testid="storage-back">{t('tank.back')}</Button>}
      />
      <div className={classes.legend}>
        <span><IconSquareFilled size={18} className={classes.takenMark} aria-hidden /> {t('legend.taken')} {formatNumber(tank.occupied)}</span>
        <span><IconSquare size={18} aria-hidden /> {t('legend.free')} {formatNumber(fill.free)}</span>
        {contested.length === 0 ? null : (
          <button type="button" className={classes.jump} onClick={() => contested[0] && setActive({ rack: contested[0].rack, slot: contested[0].slot })} data-testid="storage-contested">
            <Tone tone="red" icon={IconAlertTriangle} solid>{t('legend.contested_count', { count: contested.length })}</Tone>
          </button>
        )}
        <span className={classes.keys}>{t('legend.keys')}</span>
      </div>
      <SlotGrid tank={tank} at={at} active={active} onActive={setActive} onOpen={open.unit} />
      <div className={classes.status} data-testid="storage-active">
        <strong className={classes.code}>{positionCode({ tank: tank.code, ...active })}</strong>
        {here ? (
          <>
            {here.contested ? <Tone tone="red" icon={IconAlertTriangle} solid>{t('legend.contested')}</Tone> : null}
            <Din din={here.din} large />
            <Button variant="light" onClick={() => open.unit(here.donation)} data-testid="storage-open_unit">{t('open_unit')}</Button>
          </>
        ) : (
          <span className={classes.free}>{t('legend.free')}</span>
        )}
      </div>
      <Readings tank={tank.tank} />
    </div>
  );
}
