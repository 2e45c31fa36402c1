/** Messages of which something waits, oldest first. */
import { IconTestPipe } from '@tabler/icons-react';
import type { InboxItem } from '@/api';
import { useAgo, useTexts } from '@/shared';
import classes from './Inbox.module.css';
import { Sender } from './Sender';

interface Props {
  messages: InboxItem[];
  total: number;
  chosen: string;
  onChoose: (message: string) => void;
}

export function MessageList({ messages, total, chosen, onChoose }: Props) {
  const t = useTexts('inbox');
  const ago = useAgo();
  return (
    <nav className={classes.list} aria-label={t('title')}>
      <p className={classes.quiet}>{t('count', { count: total })}</p>
      {messages.map((item) => (
        <button
          key={item.message}
          type="button"
          className={classes.item}
          aria-pressed={item.message === chosen}
          onClick={() => onChoose(item.message)}
          data-testid={`inbox-message-${item.message}`}
        >
          <IconTestPipe size={26} aria-hidden />
          <span>
            <strong>{item.analyser}</strong>
            <span className={classes.quiet}><Sender {...item} /></span>
            <span>{t('waiting', { count: item.waiting })} · {ago(item.at_ms)}</span>
          </span>
        </button>
      ))}
    </nav>
  );
}
