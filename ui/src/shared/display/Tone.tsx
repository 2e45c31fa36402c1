/** Colour + icon + word: the one way in which a state is shown. A whole sentence takes more than one line. */
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Tone.module.css';

export type ToneName = 'grey' | 'blue' | 'violet' | 'teal' | 'cyan' | 'lime' | 'green' | 'orange' | 'red';

export function Tone({ tone, icon: Glyph, solid, sentence, children }: { tone: ToneName; icon: Icon; solid?: boolean; sentence?: boolean; children: ReactNode }) {
  return (
    <span className={classes.tone} data-tone={tone} data-solid={solid || undefined} data-sentence={sentence || undefined}>
      <Glyph size={17} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
