package dev.roadstead.registry.proxy;

import dev.roadstead.registry.api.ApiRoute;
import dev.roadstead.registry.http.Request;

/// A request that concerns a cached upstream.
///
/// @param route below the local repository
/// @param request whose path names the local repository
/// @param asMirror whether the client asks in place of the upstream, and has other hosts to ask
record CacheRequest(CacheHandler cache, ApiRoute route, CachedName name, Request request, boolean asMirror) {}
