import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { FreezingScreen as screen } from './FreezingScreen';
export const locales = { 'zh-CN': zh, en };
