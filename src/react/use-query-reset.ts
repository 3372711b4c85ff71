'use client'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'

/** Lets queries that threw fetch again: those below the nearest `QueryErrorResetBoundary`, or below none. */
export const useQueryReset = (): (() => void) => useQueryErrorResetBoundary().reset
