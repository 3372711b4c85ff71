export type { Approval, Session, SessionSource, SessionUser, TokenSet } from './ciba/approval.js'
export type {
  Acknowledgement,
  CallContext,
  CibaClient,
  PendingRequest,
  PollAnswer,
  SignInRequest,
  Verification,
} from './ciba/contract.js'
export type { AuthError, AuthErrorFields } from './errors/auth-error.js'
export type { CodeRow, CodeTable, SystemErrors } from './errors/codes/code-row.js'
export type { HeadersLike } from './errors/headers.js'
export type { EveryKind, SomeKinds } from './errors/match-error.js'
export type { ErrorContext, ErrorResponse } from './errors/normalize.js'
export type { AuthErrorKind, Phase, Recovery, Severity } from './errors/vocabulary.js'
export type { AuthEvent, AuthEventListener, Operation } from './events/auth-event.js'
export type { Clock } from './http/clock.js'
export type {
  CibaController,
  CibaControllerOptions,
  StartInput,
} from './machine/controller.js'
export type { ApprovedCallback } from './machine/listeners.js'
export type { FlowSettings } from './machine/settings.js'
export type { FlowAbilities } from './machine/context.js'
export type { FlowActivity, FlowStatus, FlowView } from './machine/view.js'
export type { Translate } from './messages/error-text.js'
export type {
  ErrorMessages,
  ErrorText,
  ErrorUiText,
  Messages,
  UiText,
  WordedCode,
} from './messages/messages.js'
export type { TextChanges } from './messages/with-texts.js'
export type { AuthLogger, AuthLoggerOptions, AuthLogSink } from './observe/auth-logger.js'
export type {
  AlertSeverity,
  AuthAlert,
  AuthHealth,
  AuthMonitor,
  AuthMonitorOptions,
  CircuitChange,
  CircuitHealth,
  CodeHealth,
  HealthBucket,
  MonitorClock,
  RecoveryHealth,
} from './observe/health.js'
export type { DecisionReason, FlowDecision } from './observe/flow-decision.js'
export type {
  FlowInspection,
  FlowRecorder,
  InspectedEntry,
  InspectedFlow,
  PresentFlow,
} from './observe/inspected.js'
export type { AuthLogContext, AuthLogRecord } from './observe/log-record.js'
export type { ApiSystem, SystemLinks } from './session/api-system.js'
export type { AuthFetchOptions } from './session/auth-fetch.js'
export type { AuthSession, AuthSessionOptions, SessionStatus, TokenSession } from './session/auth-session.js'
export type { GateOptions } from './session/gates.js'
export type { Refresher, RefreshCall, RefreshOptions, TokenGrant } from './session/refreshers.js'
export type { AuthRecovery, RecoveryOptions } from './session/recovery.js'
export type { RecoveryAction, RecoveryActions, UserSteps } from './session/recovery-actions.js'
export type { RecoveryCount } from './session/recovery-rounds.js'
export type { SignInThrottle, SignInThrottleOptions } from './session/sign-in-throttle.js'
export type { UserStep } from './session/user-step.js'
export type { Tokens, TokenStore } from './session/token-store.js'
export type { InputSchema } from './session/validate-input.js'
export type { AuthOsOptions } from './systems/authos.js'
export type { AuthSecOptions, AuthSecSystem } from './systems/authsec.js'
export type { BffOptions, BffSystem } from './systems/bff.js'
export type { DeviceFlowOptions } from './systems/device-flow.js'
export type { BiidOptions } from './systems/biid.js'
export type { ChordianCredentials, ChordianOptions, ChordianSystem } from './systems/chordian.js'
export type { CommonHandlers } from './systems/common-handlers.js'
export type { NexlaOptions } from './systems/nexla.js'
