/** What can be done next, as the program answered it: each leads to the screen of that task. */
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { UnitView } from '@/api';
import { useOpen, useTexts } from '@/shared';
import { idOf, screenOf } from './acts';

export function NextActs({ unit }: { unit: UnitView }) {
  const t = useTexts('unit');
  const open = useOpen();
  // Labels can be printed at any time: never the main act.
  const acts = unit.next_acts.filter((act) => screenOf(act) !== null);
  const main = acts.find((act) => act !== 'print_labels' && act !== 'record_result') ?? acts[0];
  return (
    <>
      {acts.map((act) => {
        const screen = screenOf(act);
        if (screen === null) return null;
        return (
          <Button
            key={act}
            variant={act === main ? 'filled' : 'default'}
            rightSection={act === main ? <IconArrowRight size={20} /> : undefined}
            onClick={() => open.screen(screen, idOf(act, unit))}
            data-testid={`unit-act-${act}`}
          >
            {t(`act.${act}`)}
          </Button>
        );
      })}
    </>
  );
}
