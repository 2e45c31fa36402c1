/** Tells the program that somebody works at the screen, so that it locks only when nobody does. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call, invalidateTags } from '@/api';

const EVERY_MS = 20_000;

export function useActivity(): void {
  const client = useQueryClient();
  const told = useRef(0);
  useEffect(() => {
    const tell = (event: Event) => {
      if (event.timeStamp - told.current < EVERY_MS) return;
      told.current = event.timeStamp;
      call('session.touch', {}).catch(() => invalidateTags(client, ['session']));
    };
    window.addEventListener('keydown', tell, true);
    window.addEventListener('pointerdown', tell, true);
    return () => {
      window.removeEventListener('keydown', tell, true);
      window.removeEventListener('pointerdown', tell, true);
    };
  }, [client]);
}
