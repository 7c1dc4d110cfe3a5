"""What some well-known classes of Java's make of their arguments, by full name.

Source: the Java SE API, and each library's own documentation.
"""

from __future__ import annotations

from crenel.code.text import words

SDK = ("software.amazon.awssdk.", "com.amazonaws.services.", "software.amazon.lambda.powertools.")
"""Packages whose types say what a value can do."""

PASSING = words(
    """
    String.valueOf java.util.Arrays.toString java.util.Optional.of java.util.Optional.ofNullable
    java.util.Objects.requireNonNull java.util.Objects.requireNonNullElse
    java.util.Objects.toString java.util.Objects.requireNonNullElseGet java.util.Arrays.stream
    java.util.stream.Stream.of java.net.URLDecoder.decode java.net.URLEncoder.encode
    java.net.URI.create java.net.URI java.net.URL java.util.Base64.getDecoder().decode
    java.util.Base64.getEncoder().encodeToString java.nio.file.Path.of java.nio.file.Paths.get
    java.nio.ByteBuffer.wrap java.io.File java.io.InputStreamReader java.io.BufferedReader
    java.io.StringReader java.io.ByteArrayInputStream java.util.Scanner String StringBuilder
    StringBuffer com.fasterxml.jackson.databind.ObjectMapper().readValue
    com.fasterxml.jackson.databind.ObjectMapper().readTree
    com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString
    com.fasterxml.jackson.databind.ObjectMapper().convertValue com.google.gson.Gson().fromJson
    com.google.gson.Gson().toJson com.google.gson.JsonParser.parseString org.json.JSONObject
    org.apache.commons.io.IOUtils.toString java.util.Map.copyOf java.util.List.copyOf
    java.util.Collections.unmodifiableList java.util.Collections.unmodifiableMap

    """
)
"""Their answer is as tainted as what they are given first."""

LISTS = words(
    """
    java.util.List.of java.util.Set.of java.util.Arrays.asList java.util.Collections.singletonList
    java.util.Collections.singleton java.util.stream.Stream.of java.util.ImmutableList.of
    com.google.common.collect.ImmutableList.of
    """
)

NEW_LISTS = words(
    """
    java.util.ArrayList java.util.LinkedList java.util.HashSet java.util.LinkedHashSet
    java.util.TreeSet java.util.ArrayDeque java.util.Vector
    java.util.concurrent.CopyOnWriteArrayList
    """
)
MAPS = words(
    """
    java.util.Map.of java.util.Collections.singletonMap java.util.HashMap java.util.TreeMap
    java.util.LinkedHashMap java.util.concurrent.ConcurrentHashMap
    com.google.common.collect.ImmutableMap.of
    """
)

CLEANING = words(
    """
    Integer.parseInt Integer.valueOf Long.parseLong Long.valueOf Double.parseDouble Double.valueOf
    Float.parseFloat Boolean.parseBoolean Boolean.valueOf java.util.UUID.randomUUID
    java.util.UUID.fromString java.time.Instant.now java.time.LocalDate.now
    java.time.LocalDateTime.now System.currentTimeMillis System.nanoTime java.math.BigDecimal
    java.math.BigInteger java.util.Date java.util.Random java.time.Duration.ofSeconds
    java.time.Duration.ofMinutes java.time.Instant.parse java.time.LocalDate.parse
    """
)
"""Whatever they are given, their answer is no text that the sender chose."""

SAME = words(
    """
    toString trim strip toLowerCase toUpperCase intern get orElse orElseThrow orElseGet stream
    collect toList getBytes readAllBytes asText textValue body filter sorted distinct limit
    iterator entrySet values lines readLine next join copy parallelStream peek intValue longValue
    """
)
"""Methods that give what they are called on, in another form."""

CLEAN = words(
    "length size isEmpty isBlank equals equalsIgnoreCase startsWith endsWith contains containsKey"
    " indexOf hashCode matches isPresent compareTo"
)
