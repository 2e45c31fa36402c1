/** Every screen that the operator sees, found by a part of its name: the way to those that no digit opens. */
import { Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { PATHS, ScanBlock, useTexts } from '@/shared';
import type { NavItem } from './features';
import classes from './GoTo.module.css';

export function GoTo({ items, opened, onClose }: { items: NavItem[]; opened: boolean; onClose: () => void }) {
  const t = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={t('goto.title')} size="md">
      <ScanBlock />
      <List items={items} onClose={onClose} />
    </Modal>
  );
}

/** Mounted anew each time, so that it begins with every screen. */
function List({ items, onClose }: { items: NavItem[]; onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLowerCase();
  const found = items.filter(({ screen }) => t(`nav.${screen}`).toLowerCase().includes(wanted));
  const go = (item: NavItem | undefined) => {
    if (!item) return;
    onClose();
    void navigate({ to: PATHS[item.screen] });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((before) => Math.min(Math.max(before + step, 0), found.length - 1));
    else if (event.key === 'Enter') go(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        label={t('goto.find')}
        description={t('goto.hint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded
        aria-controls="goto-list"
        aria-activedescendant={found[at] ? `goto-${found[at].screen}` : undefined}
        autoComplete="off"
        data-autofocus
        data-testid="goto-find"
      />
      <div id="goto-list" role="listbox" aria-label={t('goto.title')} className={classes.list}>
        {found.map((item, index) => {
          const { screen, icon: Glyph } = item;
          const digit = items.indexOf(item) + 1;
          return (
            <button key={screen} id={`goto-${screen}`} type="button" role="option" tabIndex={-1} aria-selected={index === at} className={classes.item} onClick={() => go(item)} data-testid={`goto-${screen}`}>
              <Glyph size={20} aria-hidden />
              <span className={classes.word}>{t(`nav.${screen}`)}</span>
              {digit <= 9 ? <kbd>Alt+{digit}</kbd> : null}
            </button>
          );
        })}
      </div>
      {found.length === 0 ? <p role="status">{t('goto.none')}</p> : null}
    </>
  );
}
