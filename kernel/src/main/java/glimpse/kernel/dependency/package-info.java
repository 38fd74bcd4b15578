/**
 * Libraries from Maven repositories for a running session.
 *
 * <p>Read {@link glimpse.kernel.dependency.Dependencies} first. It runs on the thread of the cell that asks; nothing of the resolver is loaded
 * before that. The user's {@code settings.xml} (mirrors, proxies, credentials, local repository) holds here as it does for {@code mvn}.
 *
 * <p>Source: Maven Resolver, started by MIMA.
 */
package glimpse.kernel.dependency;
