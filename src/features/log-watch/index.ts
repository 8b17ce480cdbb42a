export { AlarmsModule, AlarmsService, type AlarmState } from './alarms.service';
export { alarmWords } from './words';
export { LogWatch, type WatchParts } from './log-watch';
export { LogWatchModule } from './log-watch.module';
export { headKey, readHead } from './published-heads';
